//! A mail host whose name has a CNAME record.

use super::shared::{most, shown};
use crate::discovery::Facts;
use crate::findings::{About, Check, Hit, Reference, Rule, Severity, Topic};
use crate::mail_setup::MailSetup;

pub(in crate::findings) const RULE: Rule = Rule {
    id: "mx-host-is-alias",
    topic: Topic::Mx,
    severity: Severity::Advice,
    title: "Mail host is an alias",
    why: "An MX record must name a host by the name that has its addresses. Most senders follow a CNAME record there, \
          but some do not. Certificates and MTA-STS depend on the name in the MX record.",
    what_to_do: "Use the alias's target in the MX record, or give the host its own A and AAAA records.",
    references: &[Reference::new(5321, "5.1"), Reference::new(2181, "10.3")],
    check: Check::MailSetup(check),
};

/// Looks for hosts whose addresses are found through an alias.
fn check(_: &Facts, mail_setup: &MailSetup) -> Vec<Hit> {
    let hosts = mail_setup.mx.hosts.iter();
    let hits = hosts.filter(|host| !host.is_lost()).filter_map(|host| {
        let target = shown(host.aliases.last()?.as_str());
        let message = format!(
            "The mail host {} is an alias of {target}.",
            shown(host.name.as_str())
        );
        Some(Hit::new(message).about(About::Host(host.name.clone())))
    });
    most(hits)
}
