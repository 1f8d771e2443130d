//! Describes what an SPF term means.

use super::term::{Place, name_of};
use super::words::{listed, result_of, size};
use crate::domain::to_unicode;
use crate::record::Span;
use crate::record::spf::{Content, Mechanism, Modifier, Network, Qualifier, SpfRecord, Term};
use crate::report::words::{capitalized, counted, shown};
use crate::spf::{Target, TermNode};

/// Describes a term.
pub(super) fn meaning(place: &Place, record: &SpfRecord, term: &Term, found: &TermNode) -> String {
    let qualifier = term.qualifier.unwrap_or(Qualifier::Pass);
    let written = |span: Span| shown(span.of(&record.text));
    match &term.content {
        Content::Invalid => {
            "Receivers cannot read it, so they return permerror for the whole record.".to_owned()
        }
        Content::Modifier(Modifier::Explanation(spec)) => format!(
            "Senders that fail may be shown the text at {}. It does not count as a lookup.",
            written(spec.span)
        ),
        Content::Modifier(Modifier::Unknown(_)) => "Receivers ignore it.".to_owned(),
        _ if !found.is_effective => "It has no effect.".to_owned(),
        Content::Modifier(Modifier::Redirect(_)) => format!(
            "If nothing matches, the record of {} decides.",
            child_name(place, found)
        ),
        Content::Mechanism(Mechanism::All) => all(qualifier, place.is_included).to_owned(),
        Content::Mechanism(Mechanism::Include(_)) => {
            let name = child_name(place, found);
            match qualifier {
                Qualifier::Pass => format!("Allows every sender that {name} allows."),
                _ => format!("Senders that {name} allows {}.", get(qualifier)),
            }
        }
        Content::Mechanism(Mechanism::Ip(network)) => {
            format!("{} {}.", capitalized(&size(*network)), get(qualifier))
        }
        Content::Mechanism(Mechanism::Ptr(spec)) => {
            let name = match spec {
                Some(spec) => written(spec.span),
                None => node_name(place),
            };
            format!(
                "Servers whose reverse DNS name is {name} or below it {}.",
                get(qualifier)
            )
        }
        Content::Mechanism(Mechanism::Exists(_)) => exists(found, qualifier),
        Content::Mechanism(Mechanism::A(..) | Mechanism::Mx(..)) => hosts(term, found, qualifier),
    }
}

/// Describes `all`.
const fn all(qualifier: Qualifier, is_included: bool) -> &'static str {
    match (qualifier, is_included) {
        (Qualifier::Pass, false) => "Every sender may send.",
        (Qualifier::Fail, false) => "All other senders: fail (not authorized).",
        (Qualifier::SoftFail, false) => "All other senders: softfail (probably not authorized).",
        (Qualifier::Neutral, false) => "All other senders: neutral (no statement).",
        (Qualifier::Pass, true) => "Every sender matches, so the include allows every sender.",
        (_, true) => "No other sender matches here; evaluation continues in the parent record.",
    }
}

/// Describes `exists`.
fn exists(found: &TermNode, qualifier: Qualifier) -> String {
    match &found.target {
        Target::Name(name) => {
            let name = to_unicode(name);
            if found.is_pending {
                format!("Checking whether {name} has an address.")
            } else if found.own.voids_ipv4 > 0 || !found.errors.is_empty() {
                format!("If {name} had an address, every sender would match.")
            } else {
                format!("{name} has an address, so every sender {}.", get(qualifier))
            }
        }
        Target::DependsOnMessage(written) => format!(
            "Senders for which {} has an address {}. The name depends on the message, so it can't be evaluated here.",
            shown(written),
            get(qualifier)
        ),
        Target::BadName(name) => bad_name(name),
        Target::Nothing => String::new(),
    }
}

/// Describes `a` and `mx`.
fn hosts(term: &Term, found: &TermNode, qualifier: Qualifier) -> String {
    let is_mx = matches!(term.content, Content::Mechanism(Mechanism::Mx(..)));
    let what = if is_mx { "mail hosts" } else { "addresses" };
    let name = match &found.target {
        Target::Name(name) => to_unicode(name),
        Target::DependsOnMessage(written) => {
            return format!(
                "The {what} of {}, a name that depends on the message, {}.",
                shown(written),
                get(qualifier)
            );
        }
        Target::BadName(name) => return bad_name(name),
        Target::Nothing => return String::new(),
    };
    if found.is_pending {
        return format!("Looking up the {what} of {name}.");
    }
    let networks: Vec<Network> = found
        .hosts
        .iter()
        .flat_map(|host| host.networks.iter().copied())
        .collect();
    let found = if networks.is_empty() {
        "none found".to_owned()
    } else if is_mx {
        let servers = counted(found.mx_hosts, "host", "hosts");
        format!("{servers} with {}", listed(&networks))
    } else {
        listed(&networks)
    };
    format!("The {what} of {name} {}: {found}.", get(qualifier))
}

/// Describes a target name that DNS cannot represent.
fn bad_name(name: &str) -> String {
    format!(
        "The name {} is not valid in DNS, so no sender matches.",
        shown(name)
    )
}

/// The result for senders that match.
fn get(qualifier: Qualifier) -> String {
    match qualifier {
        Qualifier::Pass => "may send".to_owned(),
        _ => format!("will get {}, not pass", result_of(qualifier)),
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
