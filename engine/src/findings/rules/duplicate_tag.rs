//! Example: `p=none; p=reject`

use super::shared::most;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Suggestion, Topic};
use crate::record::dmarc::{DmarcRecord, ProblemKind};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "duplicate-tag",
    topic: Topic::Record,
    severity: Severity::Problem,
    title: "Tag appears twice",
    why: "No DMARC standard says which of the two counts. Some software uses the last, some discards the record. Under \
          the rules for tag lists, which come from DKIM, the whole list is invalid.",
    what_to_do: "Keep one of them.",
    references: &[Reference::new(6376, "3.2"), Reference::new(9989, "4.7")],
    check: Check::Dmarc(check),
};

/// Looks for repeated tags.
fn check(record: &DmarcRecord) -> Vec<Hit> {
    most(
        record
            .problems_of(|kind| match kind {
                ProblemKind::DuplicateTag(name) => Some(*name),
                _ => None,
            })
            .map(|(name, span)| {
                let text = &record.text;
                let mut values = record
                    .tags
                    .iter()
                    .filter(|tag| tag.name == Some(name))
                    .map(|tag| tag.value_span.of(text));
                let first = values.next().unwrap_or_default();
                let message = format!(
                    "{name} appears more than once. Some receivers use the last one; others may discard the record."
                );
                let hit = Hit::at(span, message);
                // Only the owner can choose between different values.
                if values.all(|value| value.eq_ignore_ascii_case(first)) {
                    hit.suggesting(Suggestion::instead(record.without(&[span])))
                } else {
                    hit
                }
            }),
    )
}
