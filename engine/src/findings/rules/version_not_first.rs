//! Examples: `p=none; v=DMARC1`, `DMARC1; p=none`

use super::shared::{missing_semicolons, most, quoting, shown};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Suggestion, Topic};
use crate::record::Span;
use crate::record::dmarc::{DmarcRecord, ProblemKind, TagName};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "version-not-first",
    topic: Topic::Record,
    severity: Severity::Problem,
    title: "Record does not begin with v=DMARC1",
    why: "Receivers treat a text as a DMARC record only if it begins with v=DMARC1. They ignore any other text, so it \
          does not protect the domain.",
    what_to_do: "Put v=DMARC1; at the start.",
    references: &[Reference::new(9989, "4.7"), Reference::new(9989, "4.10")],
    check: Check::Dmarc(check),
};

/// Looks for a text that does not begin with `v=`.
fn check(record: &DmarcRecord) -> Vec<Hit> {
    let text = &record.text;
    most(
        record
            .problems_of(|kind| (*kind == ProblemKind::VersionNotFirst).then_some(()))
            .filter(|&((), first)| !has_other_cause(record, first))
            .map(|((), first)| {
                let message = match (first.of(text), record.tag(TagName::Version)) {
                    ("", _) => "The record does not begin with v=DMARC1, so receivers ignore it."
                        .to_owned(),
                    (written, None) => format!(
                        "The record begins with {} and has no v=DMARC1, so receivers ignore it.",
                        shown(written)
                    ),
                    (written, Some(version)) => format!(
                        "The record begins with {}, before {}, so receivers ignore it.",
                        shown(written),
                        shown(version.span.of(text))
                    ),
                };
                let hit = Hit::at(first, message);
                match with_version(record, first) {
                    Some(text) => hit.suggesting(Suggestion::instead(text)),
                    None => hit,
                }
            }),
    )
}

/// Whether the version may be behind odd characters or within a value, which other rules report.
fn has_other_cause(record: &DmarcRecord, first: Span) -> bool {
    let is_odd = first
        .of(&record.text)
        .contains(|c| !matches!(c, ' '..='~' | '\t'));
    let is_quoted = quoting(&record.text)
        .first()
        .is_some_and(|mark| mark.start < first.end);
    let is_inside = || {
        missing_semicolons(record)
            .iter()
            .any(|missing| missing.hidden == TagName::Version)
    };
    is_odd || is_quoted || is_inside()
}

/// Returns the text with the version in front and nowhere else; `None` if there is nothing else in it.
fn with_version(record: &DmarcRecord, first: Span) -> Option<String> {
    let versions = record
        .tags
        .iter()
        .filter(|tag| tag.name == Some(TagName::Version));
    let mut spans: Vec<_> = versions.map(|tag| tag.span).collect();
    let is_meant_as_version = first
        .of(&record.text)
        .to_ascii_lowercase()
        .contains("dmarc");
    if is_meant_as_version {
        spans.push(first);
    }
    let rest = record.without(&spans);
    let rest = rest.trim_start_matches([';', ' ']);
    (!rest.is_empty()).then(|| format!("v=DMARC1; {rest}"))
}
