//! Reports that cannot arrive.

use crate::advice::TaskId;
use crate::advice::draft::Draft;
use crate::advice::evidence::{Arrival, arrives_at};
use crate::advice::situation::{Home, Situation};
use crate::discovery::{Change, Destination, Permission, Proposal, permission_record};
use crate::record::dmarc::{Outcome, Policy, TagName};

/// Proposes an address at which reports arrive, or the permission record that the current one lacks
/// ([RFC 9990, section 4](https://www.rfc-editor.org/rfc/rfc9990#section-4)).
pub(in crate::advice) fn propose(situation: &Situation<'_>) -> Option<Draft> {
    let facts = situation.facts;
    let record = situation.own_policy()?;
    let is_usable = record.outcome == Outcome::Policy && situation.home == Home::Here;
    if !is_usable || !situation.arrival.is_none() {
        return None;
    }
    let lost: Vec<_> = facts
        .destinations
        .iter()
        .filter(|host| host.tags.contains(&TagName::AggregateReports))
        .filter(|host| arrives_at(facts, host) == Some(false))
        .collect();
    let domain = situation.domain();
    let without = if record.policy.value == Policy::None {
        "Without reports, p=none has no effect."
    } else {
        "Without reports, you can't see when your own mail fails."
    };
    let why = match situation.arrival {
        Arrival::NoAddress => {
            format!("The record of {domain} names no mail address for aggregate reports. {without}")
        }
        _ => format!(
            "No reports about {domain} arrive: {}. {without}",
            reasons(&lost)
        ),
    };
    let draft = Draft::new(TaskId::ReceiveReports, "Make reports arrive", why);
    let missing: Vec<_> = lost
        .iter()
        .filter(|host| host.takes_mail != Some(false) && host.permission == Permission::Missing)
        .filter_map(|host| permission_record(domain, &host.host))
        .map(|name| Change::txt(name, Vec::new(), "v=DMARC1;"))
        .collect();
    let (address, needs_address) = situation.report_address(domain);
    let meant = situation.meant_record()?;
    let usable = situation.usable_addresses(&meant);
    let own_address = |usable: Option<&String>| {
        let value = usable.map_or_else(|| address.clone(), |usable| format!("{usable},{address}"));
        let tags = [(TagName::AggregateReports, Some(value.as_str()))];
        let text = meant.edited(&situation.with_effect(&tags));
        situation.in_place_of_today(text, needs_address)
    };
    if missing.is_empty() {
        return Some(draft.proposing(own_address(None)?));
    }
    let changes = missing;
    let draft = draft.proposing(Proposal { changes });
    let instead = own_address(usable.as_ref())?;
    Some(draft.unless(
        "The recipient does not publish it: add your own mailbox",
        instead,
    ))
}

/// Explains for each host why no reports arrive.
fn reasons(lost: &[&Destination]) -> String {
    let reason = |destination: &&Destination| {
        let host = &destination.host;
        if destination.takes_mail == Some(false) {
            return format!("no server accepts mail for {host}");
        }
        match &destination.permission {
            Permission::GivenElsewhere(_) => {
                format!("{host} redirects them to another host, so receivers send none")
            }
            Permission::CannotBeAsked => {
                format!("the permission record of {host} would have a name too long for DNS")
            }
            _ => format!("{host} has not agreed to receive them"),
        }
    };
    let reasons: Vec<_> = lost.iter().take(3).map(reason).collect();
    reasons.join("; ")
}
