//! Example: `pct=150`

use super::shared::{Causes, shown};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Suggestion, Topic};
use crate::record::dmarc::{DmarcRecord, TagName, Value};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "invalid-percentage",
    topic: Topic::Policy,
    severity: Severity::Note,
    title: "Invalid percentage",
    why: "RFC 9989 removed pct. Receivers on RFC 7489 that cannot read it apply the policy to all failing mail, as \
          those on RFC 9989 do.",
    what_to_do: "Remove pct.",
    references: &[Reference::new(9989, "A.6"), Reference::new(7489, "6.3")],
    check: Check::Dmarc(check),
};

/// Looks for an invalid value of `pct`.
fn check(record: &DmarcRecord) -> Vec<Hit> {
    let Some(tag) = record
        .tag(TagName::Percentage)
        .filter(|tag| tag.value == Value::Invalid && !Causes::of(record).cover(tag.value_span))
    else {
        return Vec::new();
    };
    let message = match tag.value_span.of(&record.text) {
        "" => "pct has no value, so it has no effect.".to_owned(),
        value => format!(
            "pct={} is not a number from 0 to 100, so it has no effect.",
            shown(value)
        ),
    };
    let text = record.without_tag(TagName::Percentage);
    vec![Hit::at(tag.span, message).suggesting(Suggestion::instead(text))]
}
