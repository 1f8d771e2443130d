//! `pct=100`, `p=none; pct=50`

use crate::findings::{Check, Hit, Reference, Rule, Severity, Suggestion, Topic};
use crate::record::dmarc::{DmarcRecord, Outcome, TagName, Value};

/// The rule.
pub(in crate::findings) const RULE: Rule = Rule {
    id: "percentage-without-effect",
    topic: Topic::Policy,
    severity: Severity::Note,
    title: "Percentage without effect",
    why: "RFC 9989 took pct out. Here it changes nothing for any receiver, old or new.",
    what_to_do: "Take pct out.",
    references: &[Reference::new(9989, "A.6"), Reference::new(7489, "6.3")],
    check: Check::Record(check),
};

/// Looks for the default, and for a share of a policy that asks for nothing.
fn check(record: &DmarcRecord) -> Vec<Hit> {
    let Some(tag) = record
        .tag(TagName::Percentage)
        .filter(|tag| tag.value == Value::Valid && record.outcome == Outcome::Policy)
    else {
        return Vec::new();
    };
    let percent = record.percentage.value;
    let message = if percent == 100 {
        "pct=100 is what every receiver does without it.".to_owned()
    } else if record.is_enforcing() {
        return Vec::new();
    } else {
        format!("pct={percent} has no effect, as the policy asks for nothing.")
    };
    let text = record.without_tag(TagName::Percentage);
    vec![Hit::at(tag.span, message).suggesting(Suggestion::instead(text))]
}
