//! The hosts in a record's report addresses, and what is known about each.

use std::cell::Cell;

use super::destination::takes_mail;
use super::{
    Destination, Found, Permission, StepOutcome, Walk, permission_record, permission_texts,
};
use crate::dns::{Answer, LookupError, Outcome, Question, RecordType};
use crate::domain::DomainName;
use crate::mail_setup::{Inquiry, Urgency};

/// For how many hosts the permission is queried. Receivers need not send to more than two.
const MAX_HOSTS: usize = 20;

/// Returns the hosts in the policy's report addresses, each once. Nothing is known about them yet, except that the policy's own
/// domain needs no permission from itself.
pub(super) fn named_hosts(walk: &Walk) -> Vec<Destination> {
    let Some(found) = walk.policy() else {
        return Vec::new();
    };
    let mut destinations: Vec<Destination> = Vec::new();
    for (tag, uri) in found
        .record
        .report_uris()
        .filter(|(_, uri)| uri.is_mailto())
    {
        let Some(Ok(host)) = uri.host.as_deref().map(DomainName::new) else {
            continue;
        };
        if let Some(known) = destinations.iter_mut().find(|known| known.host == host) {
            if !known.tags.contains(&tag) {
                known.tags.push(tag);
            }
            continue;
        }
        destinations.push(Destination {
            permission: if host == found.domain {
                Permission::NotNeeded
            } else {
                Permission::Pending
            },
            host,
            tags: vec![tag],
            organizational_domain: None,
            takes_mail: None,
        });
    }
    destinations
}

/// Returns the hosts with what the answers say about them.
pub(super) fn settle(walk: &Walk, limit: usize, inquiry: &Inquiry<'_>) -> Vec<Destination> {
    let mut destinations = named_hosts(walk);
    let Some(found) = walk.policy() else {
        return destinations;
    };
    // For a record at a public suffix domain, the organization is that domain.
    let home = walk_from(&found.domain, inquiry);
    for (place, destination) in destinations.iter_mut().enumerate() {
        if place < MAX_HOSTS {
            look_at(destination, &found, home.as_ref(), inquiry);
        } else {
            destination.permission = Permission::CouldNotTell(LookupError::OverLimit(limit));
        }
    }
    destinations
}

/// Reads the answers about one host. `home` is the tree walk from the domain with the policy.
fn look_at(
    destination: &mut Destination,
    found: &Found,
    home: Option<&Walk>,
    inquiry: &Inquiry<'_>,
) {
    let host = &destination.host;
    let permission = permission_record(&found.domain, host).map(Question::txt);
    let permission = permission.map(|question| inquiry.ask(Urgency::Reports, &question));
    let walk = walk_from(host, inquiry);
    let is_same = home
        .zip(walk.as_ref())
        .map(|(home, walk)| home.is_same_organization(walk));
    let failed = home.into_iter().chain(&walk).flat_map(Walk::failed).next();
    destination.permission = match (is_same, permission) {
        _ if *host == found.domain => Permission::NotNeeded,
        (Some(Some(true)), _) => Permission::NotNeeded,
        (None, _) | (_, Some(None)) => Permission::Pending,
        (Some(is_same), permission) => {
            let answer = permission.flatten();
            let read = answer.map_or(Permission::CannotBeAsked, |answer| {
                permission_texts(answer, host)
            });
            match failed {
                // It is unknown whether a permission is needed.
                Some((_, error)) if is_same.is_none() && read != Permission::Given => {
                    Permission::CouldNotTell(error.clone())
                }
                _ => read,
            }
        }
    };
    destination.takes_mail = host_takes_mail(host, inquiry);
    destination.organizational_domain = walk.and_then(|walk| walk.organizational_domain());
}

/// Returns the tree walk from a name once it is done.
fn walk_from(name: &DomainName, inquiry: &Inquiry<'_>) -> Option<Walk> {
    let is_done = Cell::new(true);
    let lookup = |at: &DomainName| {
        // A name that is too long for DNS does not exist.
        let Some(name) = at.child("_dmarc") else {
            return StepOutcome::NxDomain;
        };
        if let Some(answer) = inquiry.ask(Urgency::Reports, &Question::txt(name)) {
            return StepOutcome::of(answer);
        }
        is_done.set(false);
        StepOutcome::NxDomain
    };
    let walk = Walk::new(name, lookup);
    is_done.get().then_some(walk)
}

/// Whether a host accepts mail. Without MX records it does so itself, if it has an address.
fn host_takes_mail(host: &DomainName, inquiry: &Inquiry<'_>) -> Option<bool> {
    let ask = |kind| inquiry.ask(Urgency::Reports, &Question::new(host.clone(), kind));
    let mx = ask(RecordType::Mx)?;
    let mut addresses: Vec<&Answer> = Vec::new();
    if mx.outcome == Outcome::NoData {
        let (ipv4, ipv6) = (ask(RecordType::A), ask(RecordType::Aaaa));
        addresses = vec![ipv4?, ipv6?];
    }
    takes_mail(mx, &addresses)
}
