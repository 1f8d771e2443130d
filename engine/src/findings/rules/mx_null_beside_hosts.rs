//! A null MX along with MX records that name hosts.

use super::shared::{MOST, shown};
use crate::discovery::Facts;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::mail_setup::{MailSetup, MxState};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "mx-null-beside-hosts",
    topic: Topic::Mx,
    severity: Severity::Problem,
    title: "Null MX beside mail hosts",
    why: "A null MX must be the only MX record. Beside others, each sender decides whether to deliver mail or refuse \
          it at once, including reports to this domain.",
    what_to_do: "Remove the MX record with the single dot, or all others if the domain accepts no mail.",
    references: &[Reference::new(7505, "3")],
    check: Check::MailSetup(check),
};

/// Looks for both kinds of MX records.
fn check(facts: &Facts, mail_setup: &MailSetup) -> Vec<Hit> {
    if mail_setup.mx.state != MxState::NullBesideHosts {
        return Vec::new();
    }
    let hosts = mail_setup.mx.hosts.iter().take(MOST);
    let hosts: Vec<_> = hosts.map(|host| shown(host.name.as_str())).collect();
    vec![Hit::new(format!(
        "The MX records of {} say that it accepts no mail, but also name hosts: {}.",
        facts.domain,
        hosts.join(", ")
    ))]
}
