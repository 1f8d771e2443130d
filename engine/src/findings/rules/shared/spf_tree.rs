//! Describes the tree of SPF records in messages: where a term is, and where the lookups go.

use super::{MOST, repaired_record, shown};
use crate::discovery::Facts;
use crate::findings::Hit;
use crate::spf::{Node, NodeState, Tree};

/// Returns a domain's SPF tree once all its queries are answered.
pub(in super::super) fn whole_tree(facts: &Facts) -> Option<&Tree> {
    let mail_setup = facts.mail_setup.as_ref()?;
    Some(&mail_setup.spf).filter(|tree| tree.is_complete())
}

/// Names a term and the record that contains it.
pub(in super::super) fn term_in_record(tree: &Tree, node: usize, place: usize) -> Option<String> {
    let node = tree.nodes.get(node)?;
    let record = node.record()?;
    let term = shown(record.terms.get(place)?.span.of(&record.text));
    Some(format!("{term} in the SPF record of {}", shown(&node.name)))
}

/// Names the term that leads to a node, and the record that contains it; `None` for the domain's own record.
pub(in super::super) fn way_to(tree: &Tree, node: usize) -> Option<String> {
    let (parent, place) = tree.nodes.get(node)?.parent?;
    term_in_record(tree, parent, place)
}

/// Creates a hit about a node, with the repaired record if a term of the domain's own record leads there.
pub(in super::super) fn node_hit(facts: &Facts, node: &Node, message: String) -> Hit {
    let is_own = node.parent.is_some_and(|(parent, _)| parent == 0);
    Hit {
        suggestion: repaired_record(facts).filter(|_| is_own),
        ..Hit::new(message)
    }
}

/// Whether receivers may find more than the tree shows.
pub(in super::super) fn is_open_ended(tree: &Tree) -> bool {
    let is_open = |state: &NodeState| {
        matches!(
            state,
            NodeState::Failed(_) | NodeState::Loop(_) | NodeState::DependsOnMessage
        )
    };
    tree.is_cut() || tree.nodes.iter().any(|node| is_open(&node.state))
}

/// Lists how many lookups each term of the domain's own record takes, leaving out those without any: `mx 1, include:a.example 4`.
pub(in super::super) fn shares(tree: &Tree) -> String {
    let Some((root, record)) = tree.root().and_then(|root| Some((root, root.record()?))) else {
        return String::new();
    };
    let mut shares = Vec::new();
    for (term, found) in record.terms.iter().zip(&root.terms) {
        let below = found.child.and_then(|child| tree.nodes.get(child));
        let count = found.own.lookups + below.map_or(0, |node| node.total().lookups);
        if count > 0 {
            shares.push(format!("{} {count}", shown(term.span.of(&record.text))));
        }
    }
    listed(&shares)
}

/// Returns the places of the terms that find nothing. `is_void` selects them by their void lookups for a sender with an IPv4 and
/// with an IPv6 address.
pub(in super::super) fn void_terms(
    tree: &Tree,
    is_void: impl Fn(usize, usize) -> bool,
) -> Vec<(usize, usize)> {
    let mut places = Vec::new();
    for (index, node) in tree.nodes.iter().enumerate() {
        for (place, term) in node.terms.iter().enumerate() {
            if is_void(term.own.voids_ipv4, term.own.voids_ipv6) {
                places.push((index, place));
            }
        }
    }
    places
}

/// Names the terms at these places and the records that contain them.
pub(in super::super) fn terms_in_records(tree: &Tree, places: &[(usize, usize)]) -> String {
    let places = places.iter();
    let terms: Vec<_> = places
        .filter_map(|&(node, place)| term_in_record(tree, node, place))
        .collect();
    listed(&terms)
}

/// Joins items for a sentence, cutting a long list.
pub(in super::super) fn listed(items: &[String]) -> String {
    let more = items.len().saturating_sub(MOST);
    let listed = items.get(..items.len() - more).unwrap_or_default();
    let listed = listed.join(", ");
    match more {
        0 => listed,
        more => format!("{listed} and {more} more"),
    }
}
