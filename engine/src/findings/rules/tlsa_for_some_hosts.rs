//! TLSA records for only some of the mail hosts.

use super::shared::most;
use crate::discovery::Facts;
use crate::findings::{About, Check, Hit, Reference, Rule, Severity, Topic};
use crate::mail_setup::{MailSetup, Tlsa};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "tlsa-for-some-hosts",
    topic: Topic::Tlsa,
    severity: Severity::Advice,
    title: "TLSA records for some mail hosts only",
    why: "Senders look for TLSA records host by host. Anyone who can keep them from the hosts that have some diverts \
          mail to one that has none, where it is delivered without proof.",
    what_to_do: "Publish TLSA records for every host in the MX records.",
    references: &[Reference::new(7672, "2.2"), Reference::new(7672, "2.2.1")],
    check: Check::MailSetup(check),
};

/// Looks for hosts without records if other hosts have some.
fn check(facts: &Facts, mail_setup: &MailSetup) -> Vec<Hit> {
    let hosts = &mail_setup.mx.hosts;
    if !hosts.iter().any(|host| host.tlsa.is_effective()) {
        return Vec::new();
    }
    let without = hosts.iter().filter(|host| host.tlsa == Tlsa::Absent);
    let hits = without.map(|host| {
        Hit::new(format!(
            "{} has no TLSA records, while another mail host of {} has some.",
            host.name, facts.domain
        ))
        .about(About::Host(host.name.clone()))
    });
    most(hits)
}
