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
    why: "Senders that look for TLSA records do so host by host. Whoever can keep them from the hosts that have some \
          brings their mail to one that has none, where it is taken without proof.",
    what_to_do: "Publish TLSA records for each host that MX records name.",
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
