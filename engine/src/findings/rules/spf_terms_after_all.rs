//! Example: `v=spf1 -all mx`

use super::shared::{SpfText, listed};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Text, Topic};
use crate::record::spf::ProblemKind;

pub(in crate::findings) const RULE: Rule = Rule {
    id: "spf-terms-after-all",
    topic: Topic::Spf,
    severity: Severity::Advice,
    title: "SPF terms after the all mechanism",
    why: "all matches every sender, so receivers never reach what comes after it. Mail from the hosts named there does \
          not pass SPF by these terms.",
    what_to_do: "Move all to the end of the record.",
    references: &[Reference::new(7208, "5.1")],
    check: Check::Text(Text::Spf(find)),
};

/// Looks for mechanisms after the first `all`.
fn find(text: &SpfText) -> Vec<Hit> {
    let problems = text.record.problems.iter();
    let behind: Vec<_> = problems
        .filter(|problem| problem.kind == ProblemKind::AfterAll)
        .map(|problem| problem.span)
        .collect();
    let all = text
        .record
        .all_index()
        .and_then(|all| text.record.terms.get(all));
    let (Some(first), Some(all)) = (behind.first(), all) else {
        return Vec::new();
    };
    let terms: Vec<_> = behind.iter().map(|span| text.shown(*span)).collect();
    let (all, place) = (text.shown(all.span), &text.place);
    vec![Hit {
        message: format!(
            "After {all} in {place}, receivers never reach {}.",
            listed(&terms)
        ),
        span: Some(*first),
        about: Vec::new(),
        suggestion: text.repaired(),
    }]
}
