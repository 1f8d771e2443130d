//! Several key records at one selector.

use super::shared::most;
use crate::discovery::Facts;
use crate::findings::{About, Check, Hit, Reference, Rule, Severity, Topic};
use crate::mail_setup::{MailSetup, RecordState};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "dkim-several-records",
    topic: Topic::Dkim,
    severity: Severity::Problem,
    title: "Several DKIM keys at one selector",
    why: "A selector may have one record. Which of several a verifier uses is undefined, so the same message passes at \
          one receiver and fails at another.",
    what_to_do: "Keep the record of the key that signs, and give each other key its own selector.",
    references: &[Reference::new(6376, "3.6.2.2")],
    check: Check::MailSetup(check),
};

/// Looks for selectors with more than one key record.
fn check(_: &Facts, mail_setup: &MailSetup) -> Vec<Hit> {
    let selectors = mail_setup.dkim.selectors.iter();
    let hits = selectors.filter_map(|selector| match &selector.key {
        key if selector.is_wildcard || key.name.is_none() => None,
        key => match &key.state {
            RecordState::Several(texts) => Some(
                Hit::new(format!(
                    "There are {} key records at {}, so it is undefined which one verifiers use.",
                    texts.len(),
                    key.name.as_ref()?
                ))
                .about(About::Selector(selector.selector.clone())),
            ),
            _ => None,
        },
    });
    most(hits)
}
