//! A mail host that several MX records name.

use super::shared::{most, shown};
use crate::discovery::Facts;
use crate::findings::{About, Check, Hit, Reference, Rule, Severity, Topic};
use crate::mail_setup::MailSetup;

pub(in crate::findings) const RULE: Rule = Rule {
    id: "mx-host-twice",
    topic: Topic::Mx,
    severity: Severity::Note,
    title: "Mail host listed twice",
    why: "Senders use the lowest preference, so the other records for the same host change nothing. Often one of them \
          was meant for another host.",
    what_to_do: "Keep one MX record for each host.",
    references: &[Reference::new(5321, "5.1")],
    check: Check::MailSetup(check),
};

/// Looks for hosts with more than one record.
fn check(facts: &Facts, mail_setup: &MailSetup) -> Vec<Hit> {
    let hosts = mail_setup.mx.hosts.iter().filter(|host| host.times > 1);
    let hits = hosts.map(|host| {
        Hit::new(format!(
            "{} MX records of {} name the same host, {}.",
            host.times,
            facts.domain,
            shown(host.name.as_str())
        ))
        .about(About::Host(host.name.clone()))
    });
    most(hits)
}
