//! TLSA records of hosts whose MX records are not signed.

use crate::discovery::Facts;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::mail_setup::MailSetup;

pub(in crate::findings) const RULE: Rule = Rule {
    id: "tlsa-behind-unsigned-mx",
    topic: Topic::Tlsa,
    severity: Severity::Advice,
    title: "TLSA records behind unsigned MX records",
    why: "The TLSA records prove who a mail host is, but not that it is the right one. Anyone who can forge the MX \
          records can name another host, and senders deliver there.",
    what_to_do: "Sign the domain's zone with DNSSEC too.",
    references: &[Reference::new(7672, "2.2.1")],
    check: Check::MailSetup(check),
};

/// Looks for validated TLSA records reached through MX records that were not validated.
fn check(facts: &Facts, mail_setup: &MailSetup) -> Vec<Hit> {
    let hosts: Vec<_> = mail_setup
        .mx
        .hosts
        .iter()
        .filter(|host| host.tlsa.is_effective())
        .map(|host| host.name.to_string())
        .collect();
    if mail_setup.mx.is_authenticated || hosts.is_empty() {
        return Vec::new();
    }
    vec![Hit::new(format!(
        "The TLSA records of {} are validated with DNSSEC, but the MX records of {} are not.",
        hosts.join(", "),
        facts.domain
    ))]
}
