//! Example: `v=BIMI1; l=; avp=both`

use super::shared::{Kept, most, shown};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Text, Topic};
use crate::record::bimi::{BimiRecord, ProblemKind};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "bimi-value-unknown",
    topic: Topic::Bimi,
    severity: Severity::Note,
    title: "BIMI tag with an unknown value",
    why: "Receivers ignore a preference that the draft does not define, and may treat the whole record as failing. A \
          local part that cannot be a name in DNS selects nothing.",
    what_to_do: "Set avp to brand or personal. Set lps to the beginnings of local parts, separated by commas: \
                 lps=news,billing. Or remove the tag.",
    references: &[
        Reference::bimi("4.2"),
        Reference::bimi("4.3"),
        Reference::bimi("4.5"),
    ],
    check: Check::Text(Text::Bimi(find)),
};

/// Looks for values that are none of a tag's choices.
fn find(kept: &Kept<BimiRecord>) -> Vec<Hit> {
    let (record, place) = (kept.record, kept.place());
    let hits = record.problems.iter().filter_map(|problem| {
        let ProblemKind::InvalidValue(_) = problem.kind else {
            return None;
        };
        let written = shown(problem.span.of(&record.text));
        let message =
            format!("“{written}” in the BIMI record{place} is not a valid value for its tag.");
        Some(kept.hit(Some(problem.span), message))
    });
    most(hits)
}
