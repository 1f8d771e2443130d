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
            "Receivers cannot read it, so the whole record is permerror.".to_owned()
        }
        Content::Modifier(Modifier::Explanation(spec)) => format!(
            "Who fails may be told the text at {}. It costs no look-up of the ten.",
            written(spec.span)
        ),
        Content::Modifier(Modifier::Unknown(_)) => "It says nothing to receivers.".to_owned(),
        _ if !found.is_effective => "It has no effect.".to_owned(),
        Content::Modifier(Modifier::Redirect(_)) => format!(
            "Where nothing matches, the record of {} decides.",
            child_name(place, found)
        ),
        Content::Mechanism(Mechanism::All) => all(qualifier, place.is_included).to_owned(),
        Content::Mechanism(Mechanism::Include(_)) => {
            let who = format!("Whoever passes at {}", child_name(place, found));
            format!("{who} {}.", gets(qualifier))
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
                "Whoever's own name is {name} or below it {}.",
                gets(qualifier)
            )
        }
        Content::Mechanism(Mechanism::Exists(_)) => exists(found, qualifier),
        Content::Mechanism(Mechanism::A(..) | Mechanism::Mx(..)) => hosts(term, found, qualifier),
    }
}

/// Describes `all`.
const fn all(qualifier: Qualifier, is_included: bool) -> &'static str {
    match (qualifier, is_included) {
        (Qualifier::Pass, false) => "Everybody may send.",
        (Qualifier::Fail, false) => "All others fail: they may not send.",
        (Qualifier::SoftFail, false) => "All others get softfail: they probably may not send.",
        (Qualifier::Neutral, false) => "About all others it says nothing: neutral.",
        (Qualifier::Pass, true) => "Everybody passes, so the include lets everybody through.",
        (_, true) => "Nobody else passes here; the record above goes on.",
    }
}

/// Describes `exists`.
fn exists(found: &TermNode, qualifier: Qualifier) -> String {
    match &found.target {
        Target::Name(name) => {
            let name = to_unicode(name);
            if found.is_pending {
                format!("Asking whether {name} has an address.")
            } else if found.own.voids_ipv4 > 0 || !found.errors.is_empty() {
                format!("If {name} had an address, everybody would match.")
            } else {
                format!("{name} has an address, so everybody {}.", gets(qualifier))
            }
        }
        Target::DependsOnMessage(written) => format!(
            "Whoever makes {} a name with an address {}. The name depends on the message.",
            shown(written),
            gets(qualifier)
        ),
        Target::BadName(name) => bad_name(name),
        Target::Nothing => String::new(),
    }
}

/// Describes `a` and `mx`.
fn hosts(term: &Term, found: &TermNode, qualifier: Qualifier) -> String {
    let is_mx = matches!(term.content, Content::Mechanism(Mechanism::Mx(..)));
    let what = if is_mx { "mail servers" } else { "addresses" };
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
        return format!("Asking for the {what} of {name}.");
    }
    let networks: Vec<Network> = found
        .hosts
        .iter()
        .flat_map(|host| host.networks.iter().copied())
        .collect();
    let found = if networks.is_empty() {
        "none is found".to_owned()
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
        "DNS cannot hold the name {}, so nobody matches.",
        shown(name)
    )
}

/// The result for a single sender that matches.
fn gets(qualifier: Qualifier) -> String {
    match qualifier {
        Qualifier::Pass => "may send".to_owned(),
        _ => format!("gets {}, which is no pass", result_of(qualifier)),
    }
}

/// The result for several senders that match.
fn get(qualifier: Qualifier) -> String {
    match qualifier {
        Qualifier::Pass => "may send".to_owned(),
        _ => format!("get {}, which is no pass", result_of(qualifier)),
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
