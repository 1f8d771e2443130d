//! [`SpfLimit`]: how much of an SPF limit is used.

use super::words::ordinal;
use crate::advice::State;
use crate::report::words::counted;
use crate::spf::{MAX_LOOKUPS, MAX_VOIDS, NodeState, Tree};

/// The number of lookups from which a record is close to the limit.
const CLOSE: usize = MAX_LOOKUPS - 1;

/// How much of an SPF limit is used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpfLimit {
    /// The name of the limit, which is what is counted.
    pub name: &'static str,
    /// How many are used. If the family of the sender matters, this is the higher count.
    pub spent: usize,
    /// How many the standard allows or recommends.
    pub limit: usize,
    /// The count and the limit, such as “7 of 10”.
    pub figures: String,
    /// The state that the count leads to.
    pub state: State,
    /// What the count means, in a sentence.
    pub sentence: String,
}

/// The limits on lookups and void lookups; empty if there is no record.
pub(super) fn limits(tree: &Tree) -> Vec<SpfLimit> {
    if tree.root().is_none_or(|root| root.record().is_none()) {
        return Vec::new();
    }
    vec![lookups(tree), voids(tree)]
}

/// Whether the counts are lower bounds: something is not known yet, failed, or depends on the message.
fn is_open(tree: &Tree) -> bool {
    let is_unknown = |state: &NodeState| {
        matches!(
            state,
            NodeState::Failed(_) | NodeState::DependsOnMessage | NodeState::Loop(_)
        )
    };
    !tree.is_complete()
        || tree.is_cut()
        || is_partial(tree)
        || tree.nodes.iter().any(|node| is_unknown(&node.state))
}

/// Whether a query failed.
fn is_partial(tree: &Tree) -> bool {
    tree.root().is_some_and(|root| root.authorized.is_partial)
}

/// The limit on terms that cause lookups.
fn lookups(tree: &Tree) -> SpfLimit {
    let spent = tree.total().lookups;
    let is_open = is_open(tree);
    let at_least = if is_open { "at least " } else { "" };
    let (state, sentence) = match spent {
        0 => (State::Good, "No term needs a lookup.".to_owned()),
        1..CLOSE => (
            good(tree),
            format!(
                "Receivers allow {MAX_LOOKUPS} lookups across all records. {} left.",
                left(MAX_LOOKUPS - spent, is_open)
            ),
        ),
        CLOSE..=MAX_LOOKUPS => (
            State::Advice,
            format!(
                "Receivers allow {MAX_LOOKUPS} lookups across all records. {} left, and a service that changes its own \
                 record may use more.",
                left(MAX_LOOKUPS - spent, is_open)
            ),
        ),
        _ => (
            State::Problem,
            format!(
                "Receivers allow {MAX_LOOKUPS} lookups across all records and return permerror at the {}. Remove {}.",
                ordinal(MAX_LOOKUPS + 1),
                counted(spent - MAX_LOOKUPS, "lookup", "lookups")
            ),
        ),
    };
    SpfLimit {
        name: "Lookups",
        spent,
        limit: MAX_LOOKUPS,
        figures: format!("{at_least}{spent} of {MAX_LOOKUPS}"),
        state,
        sentence,
    }
}

/// The state of a count below the limit, as far as the count is known.
fn good(tree: &Tree) -> State {
    if is_partial(tree) {
        State::CouldNotTell
    } else {
        State::Good
    }
}

/// The number of lookups left.
fn left(left: usize, is_open: bool) -> String {
    match (left, is_open) {
        (0, _) => "None".to_owned(),
        (1, false) => "1".to_owned(),
        (1, true) => "At most 1".to_owned(),
        (_, false) => left.to_string(),
        (_, true) => format!("At most {left}"),
    }
}

/// The limit on lookups that find nothing.
fn voids(tree: &Tree) -> SpfLimit {
    let total = tree.total();
    let (ipv4, ipv6) = (total.voids_ipv4, total.voids_ipv6);
    let has_ipv6 = tree
        .root()
        .is_some_and(|root| root.authorized.ipv6_networks > 0);
    let at_least = if is_open(tree) { "at least " } else { "" };
    let figures = if ipv4 == ipv6 {
        format!("{at_least}{ipv4} of {MAX_VOIDS}")
    } else {
        format!("{at_least}{ipv4} of {MAX_VOIDS} for IPv4, {ipv6} of {MAX_VOIDS} for IPv6")
    };
    let whose = match (ipv4 > MAX_VOIDS, ipv6 > MAX_VOIDS) {
        (true, false) => " for IPv4 senders",
        (false, true) => " for IPv6 senders",
        _ => "",
    };
    let spent = ipv4.max(ipv6);
    let (state, sentence) = match spent {
        0 if at_least.is_empty() => (State::Good, "Every lookup finds something.".to_owned()),
        0 => (
            good(tree),
            "Every lookup so far finds something.".to_owned(),
        ),
        1..=MAX_VOIDS => (
            // If only IPv6 lookups are void, hosts merely lack an IPv6 address, which needs no fix.
            if ipv4 > 0 { State::Advice } else { good(tree) },
            format!("Lookups that find nothing. RFC 7208 recommends a limit of {MAX_VOIDS}."),
        ),
        _ => (
            // Without authorized IPv6 senders, the limit only turns a stranger's fail into a permerror.
            if ipv4 > MAX_VOIDS || has_ipv6 {
                State::Problem
            } else {
                State::Advice
            },
            format!(
                "Lookups that find nothing. RFC 7208 recommends a limit of {MAX_VOIDS}. Receivers that apply it return \
                 permerror at the {}{whose}; others continue.",
                ordinal(MAX_VOIDS + 1)
            ),
        ),
    };
    SpfLimit {
        name: "Void lookups",
        spent,
        limit: MAX_VOIDS,
        figures,
        state,
        sentence,
    }
}
