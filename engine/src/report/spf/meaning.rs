//! Describes what an SPF term means.

mod message;

use message::{Hosts, Message};

use super::term::{Place, name_of};
use crate::domain::to_unicode;
use crate::record::Span;
use crate::record::spf::{Content, Mechanism, Modifier, Qualifier, SpfRecord, Term};
use crate::report::words::shown;
use crate::spf::{Target, TermNode};

/// Describes a term.
pub(super) fn meaning(place: &Place, record: &SpfRecord, term: &Term, found: &TermNode) -> String {
    let qualifier = term.qualifier.unwrap_or(Qualifier::Pass);
    let written = |span: Span| shown(span.of(&record.text));
    let message = match &term.content {
        Content::Invalid => Message::Unreadable,
        Content::Modifier(Modifier::Explanation(spec)) => Message::Explanation(written(spec.span)),
        Content::Modifier(Modifier::Unknown(_)) => Message::UnknownModifier,
        _ if !found.is_effective => Message::NoEffect,
        Content::Modifier(Modifier::Redirect(_)) => Message::Redirect(child_name(place, found)),
        Content::Mechanism(Mechanism::All) => Message::All {
            qualifier,
            is_included: place.is_included,
        },
        Content::Mechanism(Mechanism::Include(_)) => {
            Message::Include(child_name(place, found), qualifier)
        }
        Content::Mechanism(Mechanism::Ip(network)) => Message::Ip(*network, qualifier),
        Content::Mechanism(Mechanism::Ptr(spec)) => {
            let name = match spec {
                Some(spec) => written(spec.span),
                None => node_name(place),
            };
            Message::Ptr(name, qualifier)
        }
        Content::Mechanism(Mechanism::Exists(_)) => exists(found, qualifier),
        Content::Mechanism(Mechanism::A(..)) => hosts(Hosts::A, found, qualifier),
        Content::Mechanism(Mechanism::Mx(..)) => hosts(Hosts::Mx(found.mx_hosts), found, qualifier),
    };
    message.to_string()
}

/// Describes `exists`.
fn exists(found: &TermNode, qualifier: Qualifier) -> Message {
    match &found.target {
        Target::Name(name) => {
            let name = to_unicode(name);
            if found.is_pending {
                Message::ExistsPending(name)
            } else if found.own.voids_ipv4 > 0 || !found.errors.is_empty() {
                Message::ExistsNot(name)
            } else {
                Message::Exists(name, qualifier)
            }
        }
        Target::DependsOnMessage(written) => Message::ExistsForSome(shown(written), qualifier),
        Target::BadName(name) => Message::BadName(shown(name)),
        Target::Nothing => Message::Nothing,
    }
}

/// Describes `a` and `mx`.
fn hosts(hosts: Hosts, found: &TermNode, qualifier: Qualifier) -> Message {
    match &found.target {
        Target::Name(name) if found.is_pending => Message::HostsPending(hosts, to_unicode(name)),
        Target::Name(name) => Message::Hosts {
            hosts,
            name: to_unicode(name),
            qualifier,
            networks: found
                .hosts
                .iter()
                .flat_map(|host| host.networks.iter().copied())
                .collect(),
        },
        Target::DependsOnMessage(written) => {
            Message::HostsForSome(hosts, shown(written), qualifier)
        }
        Target::BadName(name) => Message::BadName(shown(name)),
        Target::Nothing => Message::Nothing,
    }
}

/// The name that an `include` or `redirect` points to.
fn child_name(place: &Place, found: &TermNode) -> String {
    let child = found.child.and_then(|child| place.tree.nodes.get(child));
    match (child, &found.target) {
        (Some(child), _) => name_of(child),
        (None, Target::Name(name)) => to_unicode(name),
        (None, Target::DependsOnMessage(name) | Target::BadName(name)) => shown(name),
        (None, Target::Nothing) => String::new(),
    }
}

/// The name of the node whose record contains the term.
fn node_name(place: &Place) -> String {
    place
        .tree
        .nodes
        .get(place.node)
        .map_or_else(String::new, name_of)
}
