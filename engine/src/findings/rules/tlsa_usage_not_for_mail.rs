//! Example: `_25._tcp.mx TLSA 1 1 1 …`

use super::shared::most;
use crate::discovery::Facts;
use crate::findings::{About, Check, Hit, Reference, Rule, Severity, Topic};
use crate::mail_setup::MailSetup;

pub(in crate::findings) const RULE: Rule = Rule {
    id: "tlsa-usage-not-for-mail",
    topic: Topic::Tlsa,
    severity: Severity::Advice,
    title: "TLSA usage is not for mail",
    why: "Mail uses TLSA records of usage 2 and 3. Those of usage 0 and 1 also require a certificate from a public \
          authority, which mail servers cannot be relied on to check, so senders may treat them as unusable.",
    what_to_do: "Publish a record of usage 3 for the mail host's own certificate, or usage 2 for the authority that \
                 issued it.",
    references: &[Reference::new(7672, "3.1.3"), Reference::new(7672, "3.1")],
    check: Check::MailSetup(check),
};

/// Looks for usages other than 2 and 3.
fn check(_: &Facts, mail_setup: &MailSetup) -> Vec<Hit> {
    let hits = mail_setup.mx.hosts.iter().flat_map(|host| {
        let others = host
            .tlsa
            .records()
            .iter()
            .filter(|tlsa| !matches!(tlsa.usage, 2 | 3));
        others.map(|tlsa| {
            Hit::new(format!(
                "A TLSA record at _25._tcp.{} has usage {}; for mail it must be 3 or 2.",
                host.name, tlsa.usage
            ))
            .about(About::Host(host.name.clone()))
        })
    });
    most(hits)
}
