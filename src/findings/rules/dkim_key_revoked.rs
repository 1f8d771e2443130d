//! A key that was taken back.

use super::shared::{Kept, said};
use crate::discovery::Facts;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Text, Topic};
use crate::record::dkim::{DkimRecord, Outcome};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "dkim-key-revoked",
    topic: Topic::Dkim,
    severity: Severity::Note,
    title: "Revoked DKIM key",
    why: "An empty p says that the key was taken back, which is the right end for a key out of use. Mail that is \
          still signed with its selector fails DKIM.",
    what_to_do: "Nothing, if no mail is signed with this selector anymore. Else sign with another one.",
    references: &[Reference::new(6376, "3.6.1")],
    check: Check::TextWhere(is_used, Text::Dkim(find)),
};

/// Where nobody sends, revoking all is right.
fn is_used(facts: &Facts) -> bool {
    !facts.mail.sends_nothing()
}

/// Looks for keys with an empty `p`.
fn find(key: &Kept<DkimRecord>) -> Vec<Hit> {
    said(key, |record| {
        let is_revoked = record.outcome == Outcome::Revoked;
        is_revoked.then(|| "is revoked, so mail signed with its selector fails DKIM".to_owned())
    })
}
