//! Example: `v=dmarc1`

use super::shared::most;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Suggestion, Topic};
use crate::record::dmarc::{DmarcRecord, ProblemKind};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "version-in-wrong-case",
    topic: Topic::Record,
    severity: Severity::Problem,
    title: "Version in the wrong case",
    why: "Tags and most values can be written in any case, but the version must be DMARC1. Receivers ignore a text \
          with another version, so it does not protect the domain.",
    what_to_do: "Write v=DMARC1.",
    references: &[Reference::new(9989, "4.7"), Reference::new(7489, "6.3")],
    check: Check::Dmarc(check),
};

/// Looks for the version with other capitalization.
fn check(record: &DmarcRecord) -> Vec<Hit> {
    most(
        record
            .problems_of(|kind| (*kind == ProblemKind::VersionCase).then_some(()))
            .map(|((), span)| {
                let message = format!(
                    "v={} is not exactly v=DMARC1, so receivers ignore the record.",
                    span.of(&record.text)
                );
                let text = record.replaced(span, "DMARC1");
                Hit::at(span, message).suggesting(Suggestion::instead(text))
            }),
    )
}
