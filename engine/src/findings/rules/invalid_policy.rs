//! Example: `p=quarantin`

use super::shared::{Causes, collapse, shown};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::record::Span;
use crate::record::dmarc::{DmarcRecord, Slip, TagName, Value, repair};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "invalid-policy",
    topic: Topic::Policy,
    severity: Severity::Problem,
    title: "Invalid policy",
    why: "Without a valid policy, receivers are asked for nothing. If the record names a report address, they treat it \
          as p=none. If not, they apply no DMARC. Forged mail is then delivered as usual.",
    what_to_do: "Write p=none, p=quarantine or p=reject.",
    references: &[
        Reference::new(9989, "4.10.1"),
        Reference::new(7489, "6.6.3"),
    ],
    check: Check::Dmarc(check),
};

/// Looks for an invalid value of `p`.
fn check(record: &DmarcRecord) -> Vec<Hit> {
    let end = collapse(record).map_or_else(String::new, |follows| format!(", so {follows}"));
    invalid_policy(record, TagName::Policy, &end)
}

/// Creates a hit if the value of `sp` or `np` is not a policy.
pub(super) fn invalid_policy_below(record: &DmarcRecord, name: TagName) -> Vec<Hit> {
    // An invalid or missing `p` already has that consequence by itself.
    let is_alone = record
        .tag(TagName::Policy)
        .is_some_and(|tag| tag.value == Value::Valid);
    let follows = collapse(record).filter(|_| is_alone);
    let end = follows.map_or_else(String::new, |follows| {
        format!(", and under RFC 9989 {follows}")
    });
    invalid_policy(record, name, &end)
}

/// Creates a hit if the value of `p`, `sp` or `np` is not a policy. `end` completes the sentence.
fn invalid_policy(record: &DmarcRecord, name: TagName, end: &str) -> Vec<Hit> {
    let Some(tag) = record.tag(name).filter(|tag| tag.value == Value::Invalid) else {
        return Vec::new();
    };
    if Causes::of(record).cover(tag.value_span) {
        return Vec::new();
    }
    let value = tag.value_span.of(&record.text);
    let (span, message) = if value.is_empty() {
        (tag.span, format!("{name} has no value{end}."))
    } else if is_joined(record, tag.value_span) {
        let value = shown(value);
        (
            tag.value_span,
            format!(
                "{name}={value} is two tags without a semicolon between them, as happens when strings of a record are \
                 joined{end}."
            ),
        )
    } else {
        let value = shown(value);
        (
            tag.value_span,
            format!("{name}={value} is not a policy{end}."),
        )
    };
    vec![Hit::at(span, message)]
}

/// Whether another tag starts within the value, right after a policy.
fn is_joined(record: &DmarcRecord, value: Span) -> bool {
    value.of(&record.text).contains('=')
        && repair(&record.text).is_some_and(|repair| {
            repair
                .edits_at(value)
                .any(|edit| edit.kind == Slip::StringsJoined)
        })
}
