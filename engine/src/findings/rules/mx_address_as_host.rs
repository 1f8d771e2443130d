//! An IP address in place of a mail host's name.

use super::shared::{lost_host_hit, most, shown};
use crate::discovery::Facts;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::mail_setup::{HostKind, MailSetup};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "mx-address-as-host",
    topic: Topic::Mx,
    severity: Severity::Problem,
    title: "IP address as mail host",
    why: "An MX record names a host, and senders look up the addresses of that name. An IP address is not a name, so \
          senders do not find the host. Mail goes to the other hosts or is lost.",
    what_to_do: "Give the server a name with an A or AAAA record, and use that name in the MX record.",
    references: &[Reference::new(1035, "3.3.9"), Reference::new(5321, "5.1")],
    check: Check::MailSetup(check),
};

/// Looks for IP addresses among the hosts.
fn check(facts: &Facts, mail_setup: &MailSetup) -> Vec<Hit> {
    let hosts = mail_setup.mx.hosts.iter();
    let addresses = hosts.filter(|host| matches!(host.kind, HostKind::Address(_)));
    let hits = addresses.map(|host| {
        let message = format!(
            "An MX record of {} has an IP address instead of a host name: {}.",
            facts.domain,
            shown(host.name.as_str())
        );
        lost_host_hit(facts, host, message)
    });
    most(hits)
}
