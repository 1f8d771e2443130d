//! Only keys of a type that some receivers do not support.

use crate::discovery::Facts;
use crate::findings::{About, Check, Hit, Reference, Rule, Severity, Topic};
use crate::mail_setup::{MailSetup, RecordState};
use crate::record::dkim::KeyType;

pub(in crate::findings) const RULE: Rule = Rule {
    id: "dkim-elliptic-key-alone",
    topic: Topic::Dkim,
    severity: Severity::Note,
    title: "Only Ed25519 DKIM keys found",
    why: "Verifiers should support Ed25519, but some receivers still verify only RSA. To them, mail with only an \
          Ed25519 signature is unsigned.",
    what_to_do: "Publish a 2048-bit RSA key at a second selector, and sign every message with both. If an untried \
                 selector already has an RSA key, no change is needed.",
    references: &[Reference::new(8463, "5"), Reference::new(8301, "3.1")],
    check: Check::MailSetup(check),
};

/// Looks for a domain whose usable keys are all Ed25519.
fn check(facts: &Facts, mail_setup: &MailSetup) -> Vec<Hit> {
    let dkim = &mail_setup.dkim;
    let mut states = dkim.selectors.iter().map(|selector| &selector.key.state);
    let mut usable = dkim.usable();
    if !facts.is_complete
        || states.any(RecordState::is_unknown)
        || usable.any(|(_, record)| record.key_type != Some(KeyType::Ed25519))
    {
        return Vec::new();
    }
    let name = dkim
        .usable()
        .find_map(|(selector, _)| Some((selector, selector.key.name.as_ref()?)));
    name.map(|(selector, name)| {
        Hit::new(format!(
            "No usable RSA key was found beside the Ed25519 key at {name}."
        ))
        .about(About::Selector(selector.selector.clone()))
    })
    .into_iter()
    .collect()
}
