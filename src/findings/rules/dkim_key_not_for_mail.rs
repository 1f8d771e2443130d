//! A key that says it is not for mail.

use super::shared::{Kept, in_keys, shown, why_unusable};
use crate::discovery::Facts;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::record::dkim::{DkimRecord, ProblemKind};

/// The rule.
pub(in crate::findings) const RULE: Rule = Rule {
    id: "dkim-key-not-for-mail",
    topic: Topic::Dkim,
    severity: Severity::Problem,
    title: "DKIM key not meant for mail",
    why: "By its s tag the key is for something else, so verifiers do not use it for mail, and mail signed with \
          this selector counts as not signed.",
    what_to_do: "Leave s out, or write s=email.",
    references: &[Reference::new(6376, "3.6.1"), Reference::new(6376, "6.1.2")],
    check: Check::Domain(check),
};

/// Looks at each key.
fn check(facts: &Facts) -> Vec<Hit> {
    in_keys(facts, find)
}

/// Looks for `s` without `email` and `*`.
pub(in crate::findings) fn find(key: &Kept<DkimRecord>) -> Vec<Hit> {
    why_unusable(key, |kind, place| match kind {
        ProblemKind::NotForMail => Some(format!("is by “{}” not for mail", shown(place))),
        _ => None,
    })
}
