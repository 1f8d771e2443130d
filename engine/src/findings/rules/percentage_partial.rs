//! Example: `p=reject; pct=20`

use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::record::dmarc::{DmarcRecord, TagName};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "percentage-partial",
    topic: Topic::Policy,
    severity: Severity::Advice,
    title: "pct is ignored under RFC 9989",
    why: "RFC 9989 removed pct because receivers applied it differently. Receivers on RFC 9989 are asked to apply the \
          policy to all failing mail, so a slow start by percentages no longer works.",
    what_to_do: "Remove pct once reports show that legitimate mail passes. If much of it fails, publish a milder \
                 policy until it passes.",
    references: &[Reference::new(9989, "A.6"), Reference::new(7489, "6.6.4")],
    check: Check::Dmarc(check),
};

/// Looks for a percentage between 0 and 100 along with a policy other than `none`.
fn check(record: &DmarcRecord) -> Vec<Hit> {
    let percent = record.percentage.value;
    let Some(tag) = record.tag(TagName::Percentage) else {
        return Vec::new();
    };
    if !record.is_enforcing() || !(1..100).contains(&percent) {
        return Vec::new();
    }
    let message = if record.is_testing.value {
        format!(
            "Receivers on RFC 9989 ignore pct={percent} and follow t=y; those on RFC 7489 apply the policy to \
             {percent}% of failing mail."
        )
    } else {
        format!(
            "Receivers on RFC 9989 ignore pct={percent} and apply the policy to all failing mail; those on RFC \
             7489 apply it to {percent}%."
        )
    };
    vec![Hit::at(tag.span, message)]
}
