//! A wildcard that answers for every selector.

use super::shared::shown;
use crate::discovery::Facts;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::mail_setup::{MailSetup, RecordState};
use crate::record::dkim::Outcome;

pub(in crate::findings) const RULE: Rule = Rule {
    id: "dkim-wildcard",
    topic: Topic::Dkim,
    severity: Severity::Note,
    title: "Wildcard answers for every DKIM selector",
    why: "The check cannot tell which selectors are set up. A key in the wildcard also verifies signatures with any \
          selector, so it can hardly be revoked for one sender alone.",
    what_to_do: "Publish each key at its own selector. Keep a wildcard there only to revoke all others, as v=DKIM1; p= \
                 does.",
    references: &[
        Reference::new(4592, "2.2.1"),
        Reference::new(6376, "3.6.2.1"),
    ],
    check: Check::MailSetup(check),
};

/// Looks for a key record at a made-up selector. A revoked key is fine there, and any other text does not act as a key.
fn check(facts: &Facts, mail_setup: &MailSetup) -> Vec<Hit> {
    let text = match &mail_setup.dkim.control.state {
        RecordState::Published(record) if record.outcome != Outcome::Revoked => Some(&record.text),
        RecordState::Several(texts) => texts.first(),
        _ => None,
    };
    text.map(|text| {
        Hit::new(format!(
            "Every selector below _domainkey.{} returns “{}”.",
            facts.domain,
            shown(text)
        ))
    })
    .into_iter()
    .collect()
}
