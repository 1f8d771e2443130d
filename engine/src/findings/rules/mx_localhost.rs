//! A mail host whose name refers to the sending host itself.

use super::shared::{lost_host_hit, most, shown};
use crate::discovery::Facts;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::mail_setup::{HostKind, MailSetup};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "mx-localhost",
    topic: Topic::Mx,
    severity: Severity::Problem,
    title: "Mail host is localhost",
    why: "Every server treats localhost as itself, so mail to this domain goes back to the server that sends it. Some \
          receivers refuse mail from domains with such an MX record.",
    what_to_do: "Name the host that accepts the mail. If the domain accepts none, publish the MX record 0 . instead, \
                 which senders understand.",
    references: &[Reference::new(7505, "3"), Reference::new(6761, "6.3")],
    check: Check::MailSetup(check),
};

/// Looks for `localhost` and names below it.
fn check(facts: &Facts, mail_setup: &MailSetup) -> Vec<Hit> {
    let hosts = mail_setup.mx.hosts.iter();
    let hosts = hosts.filter(|host| host.kind == HostKind::Localhost);
    let hits = hosts.map(|host| {
        let message = format!(
            "An MX record of {} names {}, which every sender treats as itself.",
            facts.domain,
            shown(host.name.as_str())
        );
        lost_host_hit(facts, host, message)
    });
    most(hits)
}
