//! Example: `_25._tcp.mx TLSA 3 2 1 …`

use super::shared::most;
use crate::discovery::Facts;
use crate::findings::{About, Check, Hit, Reference, Rule, Severity, Topic};
use crate::mail_setup::MailSetup;

pub(in crate::findings) const RULE: Rule = Rule {
    id: "tlsa-parameter-unknown",
    topic: Topic::Tlsa,
    severity: Severity::Advice,
    title: "TLSA record with an unknown parameter",
    why: "The selector is 0 for the certificate or 1 for its key. The matching type is 0 for the whole, 1 for SHA-256 \
          or 2 for SHA-512. Senders cannot use a record with another number.",
    what_to_do: "Compute the record again. For mail, 3 1 1 and the SHA-256 digest of the key is usual.",
    references: &[
        Reference::new(6698, "2.1.2"),
        Reference::new(6698, "2.1.3"),
        Reference::new(7672, "3.1"),
    ],
    check: Check::MailSetup(check),
};

/// Looks for selectors and matching types that are not defined.
fn check(_: &Facts, mail_setup: &MailSetup) -> Vec<Hit> {
    let hits = mail_setup.mx.hosts.iter().flat_map(|host| {
        host.tlsa.records().iter().filter_map(|tlsa| {
            let what = match (tlsa.selector > 1, tlsa.matching_type > 2) {
                (true, true) => format!(
                    "the selector {} and the matching type {}",
                    tlsa.selector, tlsa.matching_type
                ),
                (true, false) => format!("the selector {}", tlsa.selector),
                (false, true) => format!("the matching type {}", tlsa.matching_type),
                (false, false) => return None,
            };
            let message = format!(
                "A TLSA record at _25._tcp.{} has {what}, which senders do not know.",
                host.name
            );
            Some(Hit::new(message).about(About::Host(host.name.clone())))
        })
    });
    most(hits)
}
