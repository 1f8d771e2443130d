//! A key whose record says that it is not for mail.

use super::shared::{Kept, shown, why_unusable};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Text, Topic};
use crate::record::dkim::{DkimRecord, ProblemKind};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "dkim-key-not-for-mail",
    topic: Topic::Dkim,
    severity: Severity::Problem,
    title: "DKIM key is not for mail",
    why: "The s tag limits the key to another service. Verifiers do not use it for mail, so mail signed with this \
          selector counts as unsigned.",
    what_to_do: "Remove s, or write s=email.",
    references: &[Reference::new(6376, "3.6.1"), Reference::new(6376, "6.1.2")],
    check: Check::Text(Text::Dkim(find)),
};

/// Looks for `s` without `email` and `*`.
fn find(key: &Kept<DkimRecord>) -> Vec<Hit> {
    why_unusable(key, |kind, place| match kind {
        ProblemKind::NotForMail => Some(format!("is not for mail: “{}”", shown(place))),
        _ => None,
    })
}
