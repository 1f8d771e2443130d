//! Example: `t=1`

use super::shared::{Causes, shown};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Suggestion, Topic};
use crate::record::dmarc::{DmarcRecord, TagName, Value};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "invalid-test-mode",
    topic: Topic::Policy,
    severity: Severity::Advice,
    title: "Invalid test mode",
    why: "t defaults to n: without a valid t=y, receivers are asked for the policy in full.",
    what_to_do: "Write t=y, or remove t.",
    references: &[Reference::new(9989, "4.7"), Reference::new(9989, "4.8")],
    check: Check::Dmarc(check),
};

/// Looks for an invalid value of `t`.
fn check(record: &DmarcRecord) -> Vec<Hit> {
    let values = [
        ("yes", "y"),
        ("1", "y"),
        ("true", "y"),
        ("no", "n"),
        ("0", "n"),
        ("false", "n"),
    ];
    invalid_value(
        record,
        TagName::Testing,
        &values,
        "neither y nor n, so n applies",
    )
}

/// Creates a hit if a tag has a value that it does not take. `meant` maps what people write to what they mean. Another rule
/// reports empty values.
pub(super) fn invalid_value(
    record: &DmarcRecord,
    name: TagName,
    meant: &[(&str, &str)],
    verdict: &str,
) -> Vec<Hit> {
    let Some(tag) = record
        .tag(name)
        .filter(|tag| tag.value == Value::Invalid && tag.value_span.start < tag.value_span.end)
        .filter(|tag| !Causes::of(record).cover(tag.value_span))
    else {
        return Vec::new();
    };
    let value = tag.value_span.of(&record.text);
    let hit = Hit::at(
        tag.value_span,
        format!("{name}={} is {verdict}.", shown(value)),
    );
    let meant = meant
        .iter()
        .find(|(written, _)| value.eq_ignore_ascii_case(written));
    vec![match meant {
        Some((_, meant)) => {
            hit.suggesting(Suggestion::instead(record.replaced(tag.value_span, meant)))
        }
        None => hit,
    }]
}
