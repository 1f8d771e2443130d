//! [`SpfTerm`]: what a term means, how many lookups it takes and what is wrong with it.

mod message;

use std::fmt;

use message::Message;

use super::cause::{AtTerm, state_of};
use super::meaning::meaning;
use super::problem::problem;
use crate::advice::State;
use crate::domain::to_unicode;
use crate::record::spf::{Content, Mechanism, Network, Qualifier, SpfRecord, Term};
use crate::report::words::shown;
use crate::spf::{Cause, Count, MAX_LOOKUPS, Node, NodeState, TermNode, Tree};

/// The most problems that are shown per term.
const TOLD: usize = 5;

/// A term of a record, or several networks on one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpfTerm {
    /// The indices of the terms in the record, sorted.
    pub places: Vec<usize>,
    /// The term as written.
    pub text: String,
    /// The state of the term and of everything below it.
    pub state: State,
    /// What it means, in a sentence or two.
    pub meaning: String,
    /// How many lookups it takes; empty for a term that takes none.
    pub cost: String,
    /// Whether its own lookup exceeds the limit.
    pub is_past_limit: bool,
    /// Problems and notes about the term.
    pub notes: Vec<SpfNote>,
    /// The index of the node that it leads to.
    pub child: Option<usize>,
}

/// A problem or note about a term or record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpfNote {
    /// How bad it is; [`State::NotApplicable`] for mere information.
    pub state: State,
    /// The note as a sentence.
    pub text: String,
}

impl SpfNote {
    /// Builds a note from a state and a sentence.
    pub(super) fn new(state: State, message: impl fmt::Display) -> Self {
        let text = message.to_string();
        Self { state, text }
    }
}

/// A term and its place in the tree.
pub(super) struct Place<'a> {
    pub(super) tree: &'a Tree,
    /// The index of the node.
    pub(super) node: usize,
    /// The index of the term in its record.
    pub(super) term: usize,
    /// Whether an `include` is on the path to the record, so that its `all` is not final.
    pub(super) is_included: bool,
}

/// The lines of a record: one per term, but a single one for all networks that are authorized.
pub(super) fn terms(
    tree: &Tree,
    index: usize,
    node: &Node,
    record: &SpfRecord,
    is_included: bool,
) -> Vec<SpfTerm> {
    let mut lines: Vec<SpfTerm> = Vec::new();
    let mut networks: Vec<(usize, Network)> = Vec::new();
    let mut networks_at = 0;
    let mut problems = record.problems.iter().peekable();
    for (place, (term, found)) in record.terms.iter().zip(&node.terms).enumerate() {
        let mut notes = Vec::new();
        while let Some(here) = problems.next_if(|problem| problem.span.start < term.span.end) {
            if notes.len() < TOLD && here.span.start >= term.span.start {
                notes.extend(
                    problem(&here.kind).map(|(state, message)| SpfNote::new(state, message)),
                );
            }
        }
        notes.dedup();
        let is_plain = found.is_effective && notes.is_empty();
        if let (true, Some(network)) = (is_plain, sending(term)) {
            if networks.is_empty() {
                networks_at = lines.len();
            }
            networks.push((place, network));
            continue;
        }
        let place = Place {
            tree,
            node: index,
            term: place,
            is_included,
        };
        lines.push(line(&place, record, term, found, notes));
    }
    if let Some(line) = networks_line(record, &networks) {
        lines.insert(networks_at, line);
    }
    lines
}

/// The network of an `ip4` or `ip6` mechanism that authorizes it; `None` for other terms.
const fn sending(term: &Term) -> Option<Network> {
    match (&term.content, term.qualifier) {
        (Content::Mechanism(Mechanism::Ip(network)), Some(Qualifier::Pass)) => Some(*network),
        _ => None,
    }
}

/// The line for all networks of a record; `None` if there are none.
fn networks_line(record: &SpfRecord, networks: &[(usize, Network)]) -> Option<SpfTerm> {
    let (text, message) = match networks {
        [] => return None,
        [(place, network)] => {
            let term = record.terms.get(*place)?;
            let text = shown(term.span.of(&record.text));
            (text, Message::Network(*network))
        }
        several => {
            let ipv6 = several.iter().filter(|(_, n)| n.address.is_ipv6()).count();
            let ipv4 = several.len() - ipv6;
            let text = match (ipv4, ipv6) {
                (count, 0) => format!("{count} × ip4"),
                (0, count) => format!("{count} × ip6"),
                _ => format!("{ipv4} × ip4, {ipv6} × ip6"),
            };
            (text, Message::Networks { ipv4, ipv6 })
        }
    };
    Some(SpfTerm {
        places: networks.iter().map(|(place, _)| *place).collect(),
        text,
        state: State::Good,
        meaning: message.to_string(),
        cost: String::new(),
        is_past_limit: false,
        notes: Vec::new(),
        child: None,
    })
}

/// The line for one term.
fn line(
    place: &Place,
    record: &SpfRecord,
    term: &Term,
    found: &TermNode,
    mut notes: Vec<SpfNote>,
) -> SpfTerm {
    if found.is_effective {
        remarks(place, term, found, &mut notes);
    }
    let child = found.child.and_then(|child| place.tree.nodes.get(child));
    let below = child.map(Node::total).unwrap_or_default();
    let (cost, is_past_limit) = cost(found, below);
    let mut state = if found.is_effective {
        State::Good
    } else {
        State::NotApplicable
    };
    for note in &notes {
        state = worse(state, note.state);
    }
    SpfTerm {
        places: vec![place.term],
        text: shown(term.span.of(&record.text)),
        state,
        meaning: meaning(place, record, term, found),
        cost,
        is_past_limit,
        notes,
        child: found.child,
    }
}

/// The worse of two states.
pub(super) fn worse(one: State, other: State) -> State {
    let order = [State::Problem, State::CouldNotTell, State::Advice];
    let mut order = order.into_iter();
    order
        .find(|state| *state == one || *state == other)
        .unwrap_or(one)
}

/// How many lookups a term takes, with everything below it, and whether its own lookup exceeds the limit.
fn cost(found: &TermNode, below: Count) -> (String, bool) {
    if found.own.lookups == 0 {
        return (String::new(), false);
    }
    let so_far = found.running.lookups;
    let cost = Message::Cost {
        own: found.own.lookups,
        below: below.lookups,
        so_far,
    };
    let is_past_limit = so_far.saturating_sub(below.lookups) > MAX_LOOKUPS;
    (cost.to_string(), is_past_limit)
}

/// Adds notes about a term that has an effect.
fn remarks(place: &Place, term: &Term, found: &TermNode, notes: &mut Vec<SpfNote>) {
    let here =
        |found: &&crate::spf::Break| found.node == place.node && found.term == Some(place.term);
    let causes: Vec<&Cause> = place
        .tree
        .breaks
        .iter()
        .filter(here)
        .map(|found| &found.cause)
        .collect();
    let root = place.tree.root().map(|root| &root.authorized);
    let has_ipv6 = root.is_some_and(|authorized| authorized.ipv6_networks > 0);
    let is_both =
        causes.contains(&&Cause::TooManyVoidsIpv4) && causes.contains(&&Cause::TooManyVoidsIpv6);
    for cause in &causes {
        if !(is_both && **cause == Cause::TooManyVoidsIpv6) {
            let is_for_strangers = **cause == Cause::TooManyVoidsIpv6 && !has_ipv6;
            let state = if is_for_strangers {
                State::Advice
            } else {
                state_of(cause)
            };
            notes.push(SpfNote::new(state, AtTerm { cause, is_both }));
        }
    }
    let mut note = |state, message: Message| notes.push(SpfNote::new(state, message));
    match (found.own.voids_ipv4 > 0, found.own.voids_ipv6 > 0) {
        (true, true) => note(State::Advice, Message::Void),
        (true, false) => note(State::NotApplicable, Message::VoidIpv4),
        (false, true) => note(State::NotApplicable, Message::VoidIpv6),
        (false, false) => {}
    }
    match (&term.content, term.qualifier) {
        (Content::Mechanism(Mechanism::Ptr(_)), _) => note(State::Advice, Message::Ptr),
        (Content::Mechanism(Mechanism::All), Some(Qualifier::Pass))
            if root.is_some_and(|authorized| authorized.is_everyone) =>
        {
            note(State::Problem, Message::AllowsEveryone);
        }
        (Content::Mechanism(Mechanism::All), Some(Qualifier::Neutral)) if !place.is_included => {
            note(State::Advice, Message::Neutral);
        }
        _ => {}
    }
    if found.is_cut {
        note(State::CouldNotTell, Message::Cut);
    }
}

/// The name of a node in Unicode.
pub(super) fn name_of(node: &Node) -> String {
    match (&node.domain, &node.state) {
        (Some(domain), state) if *state != NodeState::DependsOnMessage => to_unicode(domain),
        _ => shown(&node.name),
    }
}
