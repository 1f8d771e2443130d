//! [`SpfLimit`]: how much of an SPF limit is used.

mod message;

use message::{Message, Senders};

use crate::advice::State;
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
    let (state, message) = match spent {
        0 => (State::Good, Message::NoLookup),
        1..=MAX_LOOKUPS => {
            let is_close = spent >= CLOSE;
            let message = Message::LookupsLeft {
                left: MAX_LOOKUPS - spent,
                is_open,
                is_close,
            };
            (if is_close { State::Advice } else { good(tree) }, message)
        }
        _ => (State::Problem, Message::TooManyLookups(spent - MAX_LOOKUPS)),
    };
    let figures = Message::Figures {
        spent,
        limit: MAX_LOOKUPS,
        is_open,
    };
    SpfLimit {
        name: "Lookups",
        spent,
        limit: MAX_LOOKUPS,
        figures: figures.to_string(),
        state,
        sentence: message.to_string(),
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

/// The limit on lookups that find nothing.
fn voids(tree: &Tree) -> SpfLimit {
    let total = tree.total();
    let (ipv4, ipv6) = (total.voids_ipv4, total.voids_ipv6);
    let has_ipv6 = tree
        .root()
        .is_some_and(|root| root.authorized.ipv6_networks > 0);
    let is_open = is_open(tree);
    let spent = ipv4.max(ipv6);
    let figures = if ipv4 == ipv6 {
        Message::Figures {
            spent,
            limit: MAX_VOIDS,
            is_open,
        }
    } else {
        Message::FiguresByFamily {
            ipv4,
            ipv6,
            is_open,
        }
    };
    let senders = match (ipv4 > MAX_VOIDS, ipv6 > MAX_VOIDS) {
        (true, false) => Senders::Ipv4,
        (false, true) => Senders::Ipv6,
        _ => Senders::All,
    };
    let (state, message) = match spent {
        0 => (
            if is_open { good(tree) } else { State::Good },
            Message::NoVoids { is_open },
        ),
        1..=MAX_VOIDS => (
            // If only IPv6 lookups are void, hosts merely lack an IPv6 address, which needs no fix.
            if ipv4 > 0 { State::Advice } else { good(tree) },
            Message::Voids,
        ),
        _ => (
            // Without authorized IPv6 senders, the limit only turns a stranger's fail into a permerror.
            if ipv4 > MAX_VOIDS || has_ipv6 {
                State::Problem
            } else {
                State::Advice
            },
            Message::TooManyVoids(senders),
        ),
    };
    SpfLimit {
        name: "Void lookups",
        spent,
        limit: MAX_VOIDS,
        figures: figures.to_string(),
        state,
        sentence: message.to_string(),
    }
}
