//! Example: `v=DMARC2`

use super::shared::{Causes, most, shown};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Suggestion, Topic};
use crate::record::dmarc::{DmarcRecord, ProblemKind};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "version-unknown",
    topic: Topic::Record,
    severity: Severity::Problem,
    title: "Unknown version",
    why: "DMARC1 is the only version. Receivers ignore a text with another version, so it does not protect the domain.",
    what_to_do: "Write v=DMARC1; at the start, with the semicolon.",
    references: &[Reference::new(9989, "4.7"), Reference::new(9989, "4.8")],
    check: Check::Dmarc(check),
};

/// Looks for a version other than `DMARC1`, whatever its capitalization.
fn check(record: &DmarcRecord) -> Vec<Hit> {
    let causes = Causes::of(record);
    most(
        record
            .problems_of(|kind| (*kind == ProblemKind::VersionValue).then_some(()))
            .filter(|&((), span)| !causes.cover(span))
            .map(|((), span)| {
                let value = first_value(record);
                let message = if value.is_empty() {
                    "v has no value, so receivers ignore the record.".to_owned()
                } else {
                    format!(
                        "v={} is not a version of DMARC, so receivers ignore the record.",
                        shown(value)
                    )
                };
                let hit = Hit::at(span, message);
                // A longer value may contain a policy that must not get lost.
                if value.len() > 8 || value.contains("spf") {
                    return hit;
                }
                let by = if value.is_empty() {
                    "v=DMARC1"
                } else {
                    "DMARC1"
                };
                hit.suggesting(Suggestion::instead(record.replaced(span, by)))
            }),
    )
}

/// Returns the text after the first `v=`.
fn first_value(record: &DmarcRecord) -> &str {
    record
        .tags
        .first()
        .map_or("", |tag| tag.value_span.of(&record.text))
}
