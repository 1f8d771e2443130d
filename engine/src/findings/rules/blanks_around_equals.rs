//! Example: `p = none`

use super::shared::shown;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Suggestion, Topic};
use crate::record::Span;
use crate::record::dmarc::{DmarcRecord, Tag};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "blanks-around-equals",
    topic: Topic::Record,
    severity: Severity::Note,
    title: "Whitespace around an equals sign",
    why: "The standard allows whitespace there. Some receivers and checkers do not expect it and miss the tag, or the \
          whole record if the tag is the version.",
    what_to_do: "Remove the whitespace.",
    references: &[Reference::new(9989, "4.8"), Reference::new(7489, "6.4")],
    check: Check::Dmarc(check),
};

/// Looks for blanks next to equals signs.
fn check(record: &DmarcRecord) -> Vec<Hit> {
    let is_apart = |tag: &&Tag| {
        let (name, value) = (tag.name_span, tag.value_span);
        value.start < value.end && value.start > name.end + 1
    };
    let Some(first) = record.tags.iter().find(is_apart) else {
        return Vec::new();
    };
    let equals = record.tags.iter().filter(is_apart).map(|tag| {
        let between = Span::new(tag.name_span.end, tag.value_span.start);
        (between, "=")
    });
    let text = record.replaced_all(equals);
    let written = shown(first.span.of(&record.text));
    let message =
        format!("{written} is allowed, but some software cannot read the whitespace in it.");
    vec![Hit::at(first.span, message).suggesting(Suggestion::instead(text))]
}
