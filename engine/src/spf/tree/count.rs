//! Counts along the way of a sender that matches nothing, and finds where it breaks.

use super::{Break, Count, NodeState, Tree};
use crate::record::spf::{Content, Modifier, Outcome};
use crate::spf::{Cause, MAX_LOOKUPS, MAX_MX_HOSTS, MAX_VOIDS};

/// Fills in the figures and breaks of a tree.
pub(super) fn count(tree: &mut Tree) {
    let mut counting = Counting {
        running: Count::default(),
        breaks: Vec::new(),
        exceeded: Vec::new(),
    };
    counting.visit(tree, 0);
    tree.breaks = counting.breaks;
}

/// The way so far.
struct Counting {
    /// What was spent.
    running: Count,
    /// Where it broke.
    breaks: Vec<Break>,
    /// The limits that were passed, by name; only the term that passes one is marked.
    exceeded: Vec<&'static str>,
}

impl Counting {
    /// Goes through a node and all below it, in the order of evaluation.
    fn visit(&mut self, tree: &mut Tree, index: usize) {
        let Some(node) = tree.nodes.get(index) else {
            return;
        };
        let cause = match &node.state {
            NodeState::Found(record) => {
                (record.outcome == Outcome::PermError).then_some(Cause::Syntax)
            }
            NodeState::Several(texts) => Some(Cause::SeveralRecords(texts.len())),
            // Without a record of its own a domain has no SPF, which breaks nothing.
            NodeState::Missing(_) | NodeState::BadName => node.parent.map(|_| Cause::MissingRecord),
            NodeState::Failed(error) => Some(Cause::CouldNotAsk(error.clone())),
            NodeState::Loop(_) => Some(Cause::Loop),
            NodeState::Pending | NodeState::DependsOnMessage | NodeState::Cut => None,
        };
        if let Some(cause) = cause {
            self.broken(index, None, cause);
        }
        let (mut own, mut below) = (Count::default(), Count::default());
        for place in order(tree, index) {
            let (term_own, term_below) = self.visit_term(tree, index, place);
            own += term_own;
            below += term_below;
        }
        if let Some(node) = tree.nodes.get_mut(index) {
            node.own = own;
            node.below = below;
        }
    }

    /// Goes through a term and all below it. Comes to what it costs itself, and what that below it costs.
    fn visit_term(&mut self, tree: &mut Tree, index: usize, place: usize) -> (Count, Count) {
        let node = tree.nodes.get(index);
        let Some(term) = node.and_then(|node| node.terms.get(place)).cloned() else {
            return Default::default();
        };
        let child = term.child.and_then(|child| tree.nodes.get(child));
        let is_void = child.is_some_and(
            |child| matches!(&child.state, NodeState::Missing(missing) if missing.is_void()),
        );
        let own = term.own
            + Count {
                lookups: 0,
                voids_ipv4: usize::from(is_void),
                voids_ipv6: usize::from(is_void),
            };
        self.running += own;
        // In the order in which a receiver comes to them: a term that finds nothing counts when all of it was asked.
        self.hold(index, place, Cause::TooManyLookups);
        if term.mx_hosts > MAX_MX_HOSTS {
            self.broken(index, Some(place), Cause::TooManyMxHosts(term.mx_hosts));
        }
        if let Some(error) = term.errors.first() {
            self.broken(index, Some(place), Cause::CouldNotAsk(error.clone()));
        }
        let below = term.child.map_or_else(Count::default, |child| {
            self.visit(tree, child);
            tree.nodes
                .get(child)
                .map(super::Node::total)
                .unwrap_or_default()
        });
        self.hold(index, place, Cause::TooManyVoidsIpv4);
        self.hold(index, place, Cause::TooManyVoidsIpv6);
        let node = tree.nodes.get_mut(index);
        if let Some(term) = node.and_then(|node| node.terms.get_mut(place)) {
            term.own = own;
            term.running = self.running;
        }
        (own, below)
    }

    /// Holds what was spent against the limit that `cause` is about. Only the term that passes it breaks.
    fn hold(&mut self, index: usize, place: usize, cause: Cause) {
        let (spent, limit) = match cause {
            Cause::TooManyVoidsIpv4 => (self.running.voids_ipv4, MAX_VOIDS),
            Cause::TooManyVoidsIpv6 => (self.running.voids_ipv6, MAX_VOIDS),
            _ => (self.running.lookups, MAX_LOOKUPS),
        };
        if spent > limit && !self.exceeded.contains(&cause.as_str()) {
            self.exceeded.push(cause.as_str());
            self.broken(index, Some(place), cause);
        }
    }

    /// Notes a break.
    fn broken(&mut self, node: usize, term: Option<usize>, cause: Cause) {
        self.breaks.push(Break { node, term, cause });
    }
}

/// The places of a record's terms in the order of evaluation: the mechanisms that have an effect, then `redirect`.
fn order(tree: &Tree, index: usize) -> Vec<usize> {
    let Some(node) = tree.nodes.get(index) else {
        return Vec::new();
    };
    let Some(record) = node.record() else {
        return Vec::new();
    };
    let effective = |place: &usize| node.terms.get(*place).is_some_and(|term| term.is_effective);
    let mechanisms = record.effective_mechanisms().map(|(place, ..)| place);
    let redirects = record.terms.iter().enumerate().filter_map(|(place, term)| {
        let is_redirect = matches!(term.content, Content::Modifier(Modifier::Redirect(_)));
        is_redirect.then_some(place)
    });
    mechanisms.chain(redirects).filter(effective).collect()
}
