//! Example: `_25._tcp.mx TLSA 3 1 1 abcd`

use super::shared::most;
use crate::discovery::Facts;
use crate::findings::{About, Check, Hit, Reference, Rule, Severity, Topic};
use crate::mail_setup::MailSetup;

pub(in crate::findings) const RULE: Rule = Rule {
    id: "tlsa-digest-of-wrong-length",
    topic: Topic::Tlsa,
    severity: Severity::Problem,
    title: "TLSA digest of the wrong length",
    why: "A SHA-256 digest has 32 octets and a SHA-512 digest 64. A record with more or fewer matches no certificate. \
          If it is the only one, senders that check may hold mail back.",
    what_to_do: "Compute the digest again and publish it whole.",
    references: &[Reference::new(6698, "2.1.3"), Reference::new(7672, "3.2")],
    check: Check::MailSetup(check),
};

/// Looks for digests whose length does not fit their type.
fn check(_: &Facts, mail_setup: &MailSetup) -> Vec<Hit> {
    let hits = mail_setup.mx.hosts.iter().flat_map(|host| {
        host.tlsa.records().iter().filter_map(|tlsa| {
            let (digest, octets) = match tlsa.matching_type {
                1 => ("SHA-256", 32),
                2 => ("SHA-512", 64),
                _ => return None,
            };
            let length = match tlsa.data.len() {
                length if length == octets => return None,
                1 => "1 octet".to_owned(),
                length => format!("{length} octets"),
            };
            Some(Hit::new(format!(
                "The {digest} digest of a TLSA record at _25._tcp.{} has {length} instead of {octets}.",
                host.name
            )).about(About::Host(host.name.clone())))
        })
    });
    most(hits)
}
