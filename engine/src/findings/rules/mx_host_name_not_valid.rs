//! Example: `MX 10 mail_1.example.com`

use super::shared::{most, shown};
use crate::discovery::Facts;
use crate::findings::{About, Check, Hit, Reference, Rule, Severity, Topic};
use crate::mail_setup::MailSetup;

pub(in crate::findings) const RULE: Rule = Rule {
    id: "mx-host-name-not-valid",
    topic: Topic::Mx,
    severity: Severity::Advice,
    title: "Mail host name with unusual characters",
    why: "Host names consist of letters, digits and hyphens. Some senders refuse to deliver to a name with an \
          underscore or another character, and no certificate can be issued for it.",
    what_to_do: "Give the host a name of letters, digits and hyphens, and use that in the MX record.",
    references: &[Reference::new(1123, "2.1"), Reference::new(5321, "2.3.5")],
    check: Check::MailSetup(check),
};

/// Looks for names that hosts must not have. Another rule reports hosts that senders can't find.
fn check(_: &Facts, mail_setup: &MailSetup) -> Vec<Hit> {
    let hosts = mail_setup.mx.hosts.iter();
    let odd = hosts.filter(|host| !host.is_lost() && !host.is_host_name());
    let hits = odd.map(|host| {
        let name = shown(host.name.as_str());
        let what = if name.contains('_') {
            "has an underscore"
        } else {
            "has a character that is not allowed in host names"
        };
        Hit::new(format!("The name of the mail host {name} {what}."))
            .about(About::Host(host.name.clone()))
    });
    most(hits)
}
