//! [`SpfNode`]: one name of the SPF tree, with what was found there.

mod message;

use message::{Fault, Message};

use super::picture::{SpfPiece, pieces};
use super::problem::problem;
use super::term::{SpfNote, SpfTerm, name_of, terms, worse};
use crate::advice::State;
use crate::record::spf::{
    Consequence, Content, Mechanism, Outcome, SpfRecord, parse, resembles_spf,
};
use crate::spf::{Missing, Node, NodeState, Tree};

/// How many levels are expanded initially, the domain's own record included.
const OPEN_LEVELS: usize = 2;

/// The most texts that are shown when none of them counts as a record.
const TEXTS: usize = 5;

/// The size in octets above which an answer may not fit into a UDP packet everywhere
/// ([RFC 7208, section 3.4](https://www.rfc-editor.org/rfc/rfc7208#section-3.4)).
const LARGE: usize = 512;

/// One name of the SPF tree, with what was found there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpfNode {
    /// The name in Unicode, macros included.
    pub name: String,
    /// The state of the record and of everything below it.
    pub state: State,
    /// The record in pieces that join to its full text; empty if there is no record.
    pub record: Vec<SpfPiece>,
    /// TXT records that are not an SPF record, or of which none counts.
    pub texts: Vec<String>,
    /// What was found, and which senders it authorizes.
    pub sentence: String,
    /// How many lookups the record takes; empty if there is no record.
    pub cost: String,
    /// Problems and notes about the record as a whole.
    pub notes: Vec<SpfNote>,
    /// The terms. Networks that are authorized share one line.
    pub terms: Vec<SpfTerm>,
    /// Whether it is expanded initially: near the root, or on the path to a problem.
    pub is_open: bool,
    /// The ancestor that the name leads back to, if it forms a loop.
    pub back_to: Option<usize>,
}

impl SpfNode {
    /// Whether there is text to show: the record, or texts that do not count.
    pub const fn has_text(&self) -> bool {
        !self.record.is_empty() || !self.texts.is_empty()
    }
}

/// Describes the node at `index`, without the nodes below it.
pub(super) fn node(tree: &Tree, index: usize, found: &Node) -> SpfNode {
    let is_included = is_included(tree, found);
    let name = name_of(found);
    let (state, message) = sentence(tree, found, &name);
    let sentence = message.to_string();
    let mut view = SpfNode {
        name,
        state,
        record: Vec::new(),
        texts: Vec::new(),
        sentence,
        cost: String::new(),
        notes: Vec::new(),
        terms: Vec::new(),
        is_open: found.depth < OPEN_LEVELS,
        back_to: None,
    };
    match &found.state {
        NodeState::Found(record) => {
            view.record = pieces(record, found);
            view.terms = terms(tree, index, found, record, is_included);
            view.cost = Message::Cost(found.own.lookups, found.below.lookups).to_string();
            view.notes = notes(found, record);
        }
        NodeState::Several(texts) | NodeState::Missing(Missing::OtherTexts(texts)) => {
            let is_several = matches!(found.state, NodeState::Several(_));
            let texts = texts
                .iter()
                .filter(|text| is_several || resembles_spf(text));
            view.texts = texts.take(TEXTS).cloned().collect();
            if !is_several {
                view.notes = view
                    .texts
                    .iter()
                    .flat_map(|text| unrecognized(text))
                    .collect();
            }
        }
        NodeState::Loop(ancestor) => view.back_to = Some(*ancestor),
        _ => {}
    }
    view
}

/// Propagates states up the tree and expands the path to each problem. A node comes before its children, so walking
/// backwards finds the children done.
pub(super) fn settle(nodes: &mut [SpfNode]) {
    for index in (0..nodes.len()).rev() {
        let below: Vec<State> = nodes
            .get(index)
            .into_iter()
            .flat_map(|node| &node.terms)
            .filter_map(|term| nodes.get(term.child?))
            .map(|child| child.state)
            .collect();
        let Some(node) = nodes.get_mut(index) else {
            continue;
        };
        let mut below = below.into_iter();
        for term in &mut node.terms {
            if term.child.is_some() {
                // A target with a macro has no state; that is not the term's fault.
                let child = below.next().unwrap_or(State::Good);
                term.state = worse(term.state, child);
            }
            node.state = worse(node.state, term.state);
        }
        for note in &node.notes {
            node.state = worse(node.state, note.state);
        }
        node.is_open |= node.state == State::Problem;
    }
}

/// Whether an `include` is on the path to a record. If not, only `redirect` leads to it, and its `all` is final.
fn is_included(tree: &Tree, node: &Node) -> bool {
    let mut parent = node.parent;
    while let Some((index, place)) = parent {
        let Some(above) = tree.nodes.get(index) else {
            return false;
        };
        let term = above.record().and_then(|record| record.terms.get(place));
        let is_include =
            |content: &Content| matches!(content, Content::Mechanism(Mechanism::Include(_)));
        if term.is_some_and(|term| is_include(&term.content)) {
            return true;
        }
        parent = above.parent;
    }
    false
}

/// Describes what was found at a node.
fn sentence<'a>(tree: &Tree, node: &'a Node, name: &str) -> (State, Message<'a>) {
    let is_root = node.parent.is_none();
    let broken = |fault| (State::Problem, Message::Broken { fault, is_root });
    match &node.state {
        NodeState::Pending => (State::CouldNotTell, Message::Pending),
        NodeState::Found(record) if record.outcome == Outcome::PermError => broken(Fault::Syntax),
        NodeState::Found(_) => {
            let message = Message::LetsSend {
                authorized: &node.authorized,
                has_below: node.terms.iter().any(|term| term.child.is_some()),
            };
            (State::Good, message)
        }
        NodeState::Several(texts) => broken(Fault::Several(texts.len())),
        NodeState::Missing(missing) if is_root => {
            let state = match missing {
                Missing::OtherTexts(texts) if texts.iter().any(|text| resembles_spf(text)) => {
                    State::Problem
                }
                _ => State::NotSet,
            };
            (state, Message::Missing(missing))
        }
        NodeState::Missing(missing) => broken(Fault::Missing(missing)),
        NodeState::Failed(error) => (State::CouldNotTell, Message::Failed(error)),
        NodeState::Loop(ancestor) => {
            let ancestor = tree.nodes.get(*ancestor);
            broken(Fault::Loop(
                ancestor.map_or_else(|| name.to_owned(), name_of),
            ))
        }
        NodeState::DependsOnMessage => (State::NotApplicable, Message::Varies),
        NodeState::BadName => broken(Fault::BadName),
        NodeState::Cut => (State::CouldNotTell, Message::Cut),
    }
}

/// Notes about a record as a whole.
fn notes(node: &Node, record: &SpfRecord) -> Vec<SpfNote> {
    let mut notes = Vec::new();
    if record.terms.len() > node.terms.len() {
        notes.push(SpfNote::new(State::CouldNotTell, Message::MoreTerms));
    }
    // A problem between terms has no line of its own. Terms and problems are both sorted, and there may be many of
    // either.
    let mut terms = record.terms.iter().take(node.terms.len()).peekable();
    let between = record.problems.iter().filter(|found| {
        let start = found.span.start;
        while terms.next_if(|term| term.span.end <= start).is_some() {}
        terms.peek().is_none_or(|term| start < term.span.start)
    });
    for found in between.take(TEXTS) {
        notes.extend(problem(&found.kind).map(|(state, message)| SpfNote::new(state, message)));
    }
    notes.dedup();
    if let Some(size) = node.answer_size.filter(|size| *size > LARGE) {
        notes.push(SpfNote::new(
            State::NotApplicable,
            Message::LargeAnswer(size),
        ));
    }
    notes
}

/// Why receivers do not recognize a text as an SPF record.
fn unrecognized(text: &str) -> Vec<SpfNote> {
    let record = parse(text);
    let ignored = record
        .problems
        .iter()
        .filter(|found| found.kind.consequence() == Consequence::Ignored);
    ignored
        .take(1)
        .filter_map(|found| problem(&found.kind))
        .map(|(state, message)| SpfNote::new(state, message))
        .collect()
}
