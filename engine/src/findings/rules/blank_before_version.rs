//! Example: `" v=DMARC1; p=none"`

use super::shared::most;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Suggestion, Topic};
use crate::record::describe_char;
use crate::record::dmarc::{DmarcRecord, ProblemKind};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "blank-before-version",
    topic: Topic::Record,
    severity: Severity::Problem,
    title: "Whitespace before v=DMARC1",
    why: "A DMARC record begins with v=DMARC1. Receivers that follow the standard ignore a text that does not. Some \
          trim whitespace first, so it may seem to work.",
    what_to_do: "Delete everything before v=DMARC1.",
    references: &[Reference::new(9989, "4.8"), Reference::new(9989, "4.10")],
    check: Check::Dmarc(check),
};

/// Looks for white space before the version of an otherwise valid record.
fn check(record: &DmarcRecord) -> Vec<Hit> {
    let is_version_first = record
        .problems_of(|kind| (*kind == ProblemKind::VersionNotFirst).then_some(()))
        .next()
        .is_none();
    most(
        record
            .problems_of(|kind| (*kind == ProblemKind::LeadingBlank && is_version_first).then_some(()))
            .filter_map(|((), span)| {
                let first = describe_char(span.of(&record.text).chars().next()?);
                let message = format!(
                    "Receivers that follow the standard see no DMARC record here, because the text begins with \
                     whitespace: {first}."
                );
                let text = record.replaced(span, "");
                Some(Hit::at(span, message).suggesting(Suggestion::instead(text)))
            }),
    )
}
