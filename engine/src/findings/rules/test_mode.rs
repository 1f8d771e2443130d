//! Example: `p=reject; t=y`

use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::record::dmarc::{DmarcRecord, TagName};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "test-mode",
    topic: Topic::Policy,
    severity: Severity::Advice,
    title: "Test mode",
    why: "With t=y, receivers on RFC 9989 are asked for one step less than the policy: quarantine instead of \
          reject, nothing instead of quarantine. Receivers on RFC 7489 ignore t and are asked for the policy in \
          full.",
    what_to_do: "Remove t, and pct with it, once reports show that legitimate mail passes.",
    references: &[
        Reference::new(9989, "4.7"),
        Reference::new(9989, "A.6"),
        Reference::new(7489, "6.6.4"),
    ],
    check: Check::Dmarc(check),
};

/// Looks for test mode with a policy that asks for something. Another rule reports a partial percentage.
fn check(record: &DmarcRecord) -> Vec<Hit> {
    let Some(tag) = record
        .tag(TagName::Testing)
        .filter(|_| record.is_enforcing() && record.is_testing.value)
    else {
        return Vec::new();
    };
    match record.percentage.value {
        0 => {
            let message = "With t=y and pct=0, all receivers are asked for one step less than the policy says.";
            vec![Hit::at(tag.span, message)]
        }
        100 => {
            let message = "Receivers on RFC 9989 are asked for one step less because of t=y; those on RFC 7489 are \
                           asked for the policy in full.";
            vec![Hit::at(tag.span, message)]
        }
        _ => Vec::new(),
    }
}
