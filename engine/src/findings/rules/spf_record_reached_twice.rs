//! A record that is reached in two ways

use super::shared::{MOST, listed, shown, way_to, whole_tree};
use crate::discovery::Facts;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "spf-record-reached-twice",
    topic: Topic::Spf,
    severity: Severity::Advice,
    title: "SPF reaches the same record twice",
    why: "A sender that does not match a record the first time does not match it the second time either. All its \
          lookups count again toward the limit of ten.",
    what_to_do: "Remove one of the two includes. Often one service's record already includes the other's.",
    references: &[Reference::new(7208, "4.6.4")],
    check: Check::Domain(check),
};

/// Looks for records that several other records lead to.
fn check(facts: &Facts) -> Vec<Hit> {
    let Some(tree) = whole_tree(facts) else {
        return Vec::new();
    };
    let parent_of = |index: usize| {
        let (parent, _) = tree.nodes.get(index)?.parent?;
        tree.nodes.get(parent)?.domain.as_ref()
    };
    let mut hits = Vec::new();
    for (first, node) in tree.nodes.iter().enumerate().skip(1) {
        let same = tree.nodes.iter().enumerate().skip(1);
        let same: Vec<usize> = same
            .filter(|(_, other)| {
                node.domain.is_some() && other.domain == node.domain && other.record().is_some()
            })
            .map(|(index, _)| index)
            .collect();
        // Repetitions within one record, or below a record that is itself reached twice, are reported there.
        let is_from_elsewhere = |index: &usize| parent_of(*index) != parent_of(first);
        if same.first() != Some(&first) || !same.iter().any(is_from_elsewhere) {
            continue;
        }
        let ways: Vec<_> = same
            .iter()
            .filter_map(|index| way_to(tree, *index))
            .collect();
        hits.push(Hit::new(format!(
            "The SPF record of {} is reached {} times: through {}.",
            shown(&node.name),
            same.len(),
            listed(&ways)
        )));
    }
    hits.truncate(MOST);
    hits
}
