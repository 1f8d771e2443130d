//! Example: `p=reject; pct=0`

use crate::findings::{Check, Hit, Reference, Rule, Severity, Suggestion, Topic};
use crate::record::dmarc::{DmarcRecord, Outcome, Policy, TagName};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "percentage-zero",
    topic: Topic::Policy,
    severity: Severity::Problem,
    title: "pct=0 is ignored under RFC 9989",
    why: "With pct=0, receivers on RFC 7489 are asked for one step less than the policy. RFC 9989 removed pct, so \
          receivers on it are asked for the policy in full. Legitimate mail that fails can be lost there.",
    what_to_do: "Remove pct once reports show that legitimate mail passes. If legitimate mail is lost until then, add \
                 t=y: it asks receivers on RFC 9989 for one step less too.",
    references: &[
        Reference::new(9989, "A.6"),
        Reference::new(7489, "6.6.4"),
        Reference::new(9989, "4.7"),
    ],
    check: Check::Dmarc(check),
};

/// Looks for `pct=0` without `t=y`.
fn check(record: &DmarcRecord) -> Vec<Hit> {
    match record.tag(TagName::Percentage) {
        Some(tag)
            if asks_rfc7489(record) && record.percentage.value == 0 && !record.is_testing.value =>
        {
            let message =
                "Receivers on RFC 9989 ignore pct=0 and apply the policy to all failing mail.";
            let text = record.with_tag(TagName::Testing, "y");
            vec![Hit::at(tag.span, message).suggesting(Suggestion::instead(text))]
        }
        _ => Vec::new(),
    }
}

/// Whether receivers on RFC 7489, which do not know `np`, are asked for more than `none`.
fn asks_rfc7489(record: &DmarcRecord) -> bool {
    let strictest = record.policy.value.max(record.subdomain_policy.value);
    record.outcome == Outcome::Policy && strictest > Policy::None
}
