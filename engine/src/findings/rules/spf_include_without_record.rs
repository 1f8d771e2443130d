//! `include` of a name without an SPF record

use super::shared::{SpfText, is_hidden_slip, joints, most, node_hit, way_to};
use crate::discovery::Facts;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::record::spf::{Content, Mechanism, was_meant_as_spf};
use crate::spf::{Missing, NodeState, Tree};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "spf-include-without-record",
    topic: Topic::Spf,
    severity: Severity::Problem,
    title: "SPF includes a name without a record",
    why: "An include that finds no record is an error, not a service that allows no sender: receivers that reach it \
          return permerror. Senders that no earlier term matches do not pass.",
    what_to_do: "Remove the include, or correct its name. Name hosts without an SPF record with a, mx, ip4 or ip6.",
    references: &[Reference::new(7208, "5.2")],
    check: Check::Domain(check),
};

/// Looks for includes that lead to no record.
fn check(facts: &Facts) -> Vec<Hit> {
    without_record(facts, false)
}

/// Looks for an `include`, or for a `redirect` if `is_redirect`, that leads to no record.
pub(super) fn without_record(facts: &Facts, is_redirect: bool) -> Vec<Hit> {
    let Some(mail_setup) = &facts.mail_setup else {
        return Vec::new();
    };
    let tree = &mail_setup.spf;
    let nodes = tree.nodes.iter().enumerate();
    most(
        nodes
            .filter(|(_, node)| !node.parent.is_some_and(|way| is_joined(facts, tree, way)))
            .filter_map(|(index, node)| {
                let what = what(&node.state)?;
                let message = format!("{} points to {what}.", way_to(tree, index)?);
                let is_meant = leads_by_redirect(tree, index)? == is_redirect;
                is_meant.then(|| node_hit(facts, node, message))
            }),
    )
}

/// Whether another rule reports the term at a place of the domain's own record: two terms joined into one, or another slip.
fn is_joined(facts: &Facts, tree: &Tree, (node, place): (usize, usize)) -> bool {
    let record = tree
        .root()
        .filter(|_| node == 0)
        .and_then(|root| root.record());
    let term = record.and_then(|record| record.terms.get(place));
    let has_slip = |record, span| {
        let text = SpfText::draft(record);
        text.edit_of(span)
            .is_some_and(|edit| is_hidden_slip(edit.kind))
    };
    record.zip(term).is_some_and(|(record, term)| {
        let mut joints = joints(facts).into_iter();
        has_slip(record, term.span)
            || joints.any(|joint| (term.span.start..term.span.end).contains(&joint))
    })
}

/// Whether a `redirect` leads to a node, rather than an `include`.
fn leads_by_redirect(tree: &Tree, node: usize) -> Option<bool> {
    let (parent, place) = tree.nodes.get(node)?.parent?;
    let term = tree.nodes.get(parent)?.record()?.terms.get(place)?;
    Some(!matches!(
        term.content,
        Content::Mechanism(Mechanism::Include(_))
    ))
}

/// Returns what the name has in place of a record.
fn what(state: &NodeState) -> Option<&'static str> {
    Some(match state {
        NodeState::Missing(Missing::NxDomain) => "a name that does not exist",
        NodeState::Missing(Missing::NoData) => "a name without TXT records",
        NodeState::Missing(Missing::OtherTexts(texts)) => {
            if texts.iter().any(|text| was_meant_as_spf(text)) {
                "a text that looks like an SPF record but is not one"
            } else {
                "a name without an SPF record"
            }
        }
        NodeState::BadName => "a name that is not valid in DNS",
        _ => return None,
    })
}
