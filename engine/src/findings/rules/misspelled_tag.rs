//! Example: `rau=mailto:dmarc@example.com`

use super::shared::{Causes, MOST, is_near, most};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Suggestion, Topic};
use crate::record::Span;
use crate::record::dmarc::{DmarcRecord, Tag, TagName, Value, parse};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "misspelled-tag",
    topic: Topic::Record,
    severity: Severity::Advice,
    title: "Misspelled tag",
    why: "Receivers ignore unknown tags, so this one has no effect.",
    what_to_do: "Correct the name.",
    references: &[Reference::new(9989, "4.7"), Reference::new(7489, "6.3")],
    check: Check::Dmarc(check),
};

/// Looks for unknown tags that resemble a known tag and have a valid value for it.
fn check(record: &DmarcRecord) -> Vec<Hit> {
    most(
        misspelled(record)
            .into_iter()
            .map(|Misspelled { span, meant }| {
                let written = span.of(&record.text);
                let names: Vec<_> = meant.iter().map(|name| name.as_str()).collect();
                let message = format!(
                    "{written} is not a DMARC tag, so receivers ignore it; {} was likely meant.",
                    names.join(" or ")
                );
                let hit = Hit::at(span, message);
                match meant.as_slice() {
                    [name] => {
                        hit.suggesting(Suggestion::instead(record.replaced(span, name.as_str())))
                    }
                    _ => hit,
                }
            }),
    )
}

/// An unknown tag that was probably meant as a known one.
pub(super) struct Misspelled {
    /// The place of its name.
    pub(super) span: Span,
    /// The tags that it may have been meant as, at least one.
    pub(super) meant: Vec<TagName>,
}

/// Returns the misspelled tags of a record, in order.
pub(super) fn misspelled(record: &DmarcRecord) -> Vec<Misspelled> {
    let causes = Causes::of(record);
    let unknown = record.tags.iter().filter(|tag| tag.name.is_none());
    unknown
        .take(MOST * MOST)
        .filter(|tag| !causes.cover(tag.name_span))
        .filter_map(|tag| {
            let meant = meant(record, tag);
            let span = tag.name_span;
            (!meant.is_empty()).then_some(Misspelled { span, meant })
        })
        .take(MOST)
        .collect()
}

/// Returns the tags that an unknown tag resembles, that the record does not have, and that accept its value.
fn meant(record: &DmarcRecord, tag: &Tag) -> Vec<TagName> {
    let written = tag.name_span.of(&record.text).to_ascii_lowercase();
    let value = tag.value_span.of(&record.text);
    if !written.bytes().all(|b| b.is_ascii_alphabetic()) {
        return Vec::new();
    }
    let resembles = |name: &TagName| match written.as_str() {
        "policy" => *name == TagName::Policy,
        "pto" | "percent" => *name == TagName::Percentage,
        _ => name.as_str().len() >= 2 && is_near(&written, name.as_str()),
    };
    TagName::ALL
        .into_iter()
        .filter(|name| resembles(name) && !record.has(*name) && takes(*name, value))
        .collect()
}

/// Whether a tag accepts a value.
fn takes(name: TagName, value: &str) -> bool {
    parse(&format!("v=DMARC1; {name}={value}"))
        .tag(name)
        .is_some_and(|tag| tag.value == Value::Valid)
}
