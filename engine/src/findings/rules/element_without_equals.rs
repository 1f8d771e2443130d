//! Examples: `fo:0`, `sp`

use super::report_address_after_semicolon::stray_addresses;
use super::shared::{Causes, most, shown};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Suggestion, Topic};
use crate::record::dmarc::{DmarcRecord, ProblemKind, TagName, Value, parse};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "element-without-equals",
    topic: Topic::Record,
    severity: Severity::Advice,
    title: "Element without an equals sign",
    why: "Receivers should skip what they cannot read and use the rest, so this part has no effect.",
    what_to_do: "Write it as name=value, or remove it.",
    references: &[Reference::new(9989, "4.8"), Reference::new(7489, "6.4")],
    check: Check::Dmarc(check),
};

/// Looks for elements without an equals sign that no other rule explains.
fn check(record: &DmarcRecord) -> Vec<Hit> {
    let causes = Causes::of(record);
    let strays = stray_addresses(record);
    most(
        record
            .problems_of(|kind| (*kind == ProblemKind::MissingEquals).then_some(()))
            .filter(|&((), span)| {
                !causes.cover(span)
                    && strays
                        .binary_search_by_key(&span, |stray| stray.span)
                        .is_err()
            })
            .map(|((), span)| {
                let written = span.of(&record.text);
                let message = format!(
                    "{} has no equals sign, so receivers skip it.",
                    shown(written)
                );
                let text = as_tag(written).map_or_else(
                    || record.without(&[span]),
                    |tag| record.replaced(span, &tag),
                );
                Hit::at(span, message).suggesting(Suggestion::instead(text))
            }),
    )
}

/// Returns the tag that was meant if another character takes the place of the equals sign.
fn as_tag(written: &str) -> Option<String> {
    let (name, value) = written.split_once([':', ' ', '\t'])?;
    let name = TagName::from_name(name)?;
    let tag = format!("{name}={}", value.trim());
    let record = parse(&format!("v=DMARC1; {tag}"));
    (record.tag(name)?.value == Value::Valid).then_some(tag)
}
