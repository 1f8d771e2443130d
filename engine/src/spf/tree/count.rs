//! Counts lookups for a sender that matches nothing, and finds where evaluation breaks.

use super::{Break, Count, NodeState, Tree};
use crate::record::spf::{Content, Modifier, Outcome};
use crate::spf::{Cause, MAX_LOOKUPS, MAX_MX_HOSTS, MAX_VOIDS};

/// Fills in the counts and breaks of a tree.
pub(super) fn count(tree: &mut Tree) {
    let mut counting = Counting {
        running: Count::default(),
        breaks: Vec::new(),
        exceeded: Vec::new(),
    };
    counting.visit(tree, 0);
    tree.breaks = counting.breaks;
}

/// The state of the traversal.
struct Counting {
    /// What was counted so far.
    running: Count,
    /// Where evaluation broke so far.
    breaks: Vec<Break>,
    /// The names of the limits exceeded so far; only the term that exceeds a limit is marked.
    exceeded: Vec<&'static str>,
}

impl Counting {
    /// Visits a node and everything below it, in evaluation order.
    fn visit(&mut self, tree: &mut Tree, index: usize) {
        let Some(node) = tree.nodes.get(index) else {
            return;
        };
        let cause = match &node.state {
            NodeState::Found(record) => {
                (record.outcome == Outcome::PermError).then_some(Cause::Syntax)
            }
            NodeState::Several(texts) => Some(Cause::SeveralRecords(texts.len())),
            // If the domain itself has no record, it has no SPF, and nothing breaks.
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

    /// Visits a term and everything below it. Returns the counts of the term itself and of everything below it.
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
        // The checks follow the order in which a receiver notices: a void lookup counts once all of a term's answers
        // are in.
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

    /// Checks the running count against the limit that `cause` names. Only the first term that exceeds it becomes a
    /// break.
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

    fn broken(&mut self, node: usize, term: Option<usize>, cause: Cause) {
        self.breaks.push(Break { node, term, cause });
    }
}

/// The indices of a record's terms in evaluation order: the effective mechanisms, followed by `redirect`.
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
