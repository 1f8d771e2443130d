//! A revoked key.

use super::shared::{Kept, in_keys, said};
use crate::discovery::Facts;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::mail_setup::MailSetup;
use crate::record::dkim::{DkimRecord, Outcome};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "dkim-key-revoked",
    topic: Topic::Dkim,
    severity: Severity::Note,
    title: "Revoked DKIM key",
    why: "An empty p revokes the key, which is right for a key that is no longer used. Mail that is still signed with \
          its selector fails DKIM.",
    what_to_do: "Do nothing if no mail is signed with this selector anymore. Otherwise sign with another one.",
    references: &[Reference::new(6376, "3.6.1")],
    check: Check::MailSetup(check),
};

/// Looks at each key, except in a domain that sends no mail: there, revoking every key is right.
fn check(facts: &Facts, mail_setup: &MailSetup) -> Vec<Hit> {
    if facts.mail.sends_nothing() {
        return Vec::new();
    }
    in_keys(mail_setup, find)
}

/// Looks for keys with an empty `p`.
pub(in crate::findings) fn find(key: &Kept<DkimRecord>) -> Vec<Hit> {
    said(key, |record| {
        let is_revoked = record.outcome == Outcome::Revoked;
        is_revoked.then(|| "is revoked, so mail signed with its selector fails DKIM".to_owned())
    })
}
