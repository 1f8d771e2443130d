//! `fo=1` without `ruf`

use super::shared::shown;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Suggestion, Topic};
use crate::record::dmarc::{DmarcRecord, TagName};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "failure-options-without-ruf",
    topic: Topic::Reports,
    severity: Severity::Note,
    title: "Failure options without an address",
    why: "fo says when to send a failure report. Without ruf there is nowhere to send one, so fo has no effect.",
    what_to_do: "Remove fo. Few receivers send failure reports anyway.",
    references: &[Reference::new(9989, "4.7"), Reference::new(7489, "6.3")],
    check: Check::Dmarc(check),
};

/// Looks for `fo` in a record without `ruf`.
fn check(record: &DmarcRecord) -> Vec<Hit> {
    let Some(tag) = record.tag(TagName::FailureOptions).filter(|tag| {
        tag.value_span.start < tag.value_span.end && !record.has(TagName::FailureReports)
    }) else {
        return Vec::new();
    };
    let written = shown(tag.span.of(&record.text));
    let message = format!("{written} has no effect because there is no ruf.");
    let text = record.without_tag(TagName::FailureOptions);
    vec![Hit::at(tag.span, message).suggesting(Suggestion::instead(text))]
}
