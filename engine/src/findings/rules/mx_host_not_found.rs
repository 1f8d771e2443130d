//! A mail host that does not exist or has no address.

use super::shared::{lost_host_hit, most, shown};
use crate::discovery::Facts;
use crate::domain::DomainName;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::mail_setup::{HostState, MailSetup};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "mx-host-not-found",
    topic: Topic::Mx,
    severity: Severity::Problem,
    title: "Mail host has no address",
    why: "Senders look up the address of the host that an MX record names. If there is none, they try the next host. \
          Without another host, mail bounces or waits for days, including reports.",
    what_to_do: "Correct the name in the MX record, or give the host an A or AAAA record. In a zone file, end a full \
                 name with a dot; otherwise the domain is appended again.",
    references: &[Reference::new(5321, "5.1"), Reference::new(1035, "5.1")],
    check: Check::MailSetup(check),
};

/// Looks for hosts that senders can't find.
fn check(facts: &Facts, mail_setup: &MailSetup) -> Vec<Hit> {
    let lost = mail_setup
        .mx
        .hosts
        .iter()
        .filter(|host| host.state.is_lost());
    let hits = lost.map(|host| {
        let name = shown(host.name.as_str());
        let subject = match host.aliases.last() {
            Some(target) => format!("{name} is an alias of {}, which", shown(target.as_str())),
            None => format!("The mail host {name}"),
        };
        let what = if host.state == HostState::NxDomain {
            "does not exist"
        } else {
            "has no address"
        };
        let why = if is_doubled(&host.name, &facts.domain) {
            ". Its name contains the domain twice, as if the final dot were missing in a zone file"
                .to_owned()
        } else if host.name.label_count() == 1 {
            ". The name is incomplete".to_owned()
        } else {
            String::new()
        };
        lost_host_hit(facts, host, format!("{subject} {what}{why}."))
    });
    most(hits)
}

/// Whether a name ends with the domain, or a parent of it, twice in a row.
fn is_doubled(name: &DomainName, domain: &DomainName) -> bool {
    let mut zone = Some(domain.clone());
    while let Some(at) = zone.filter(|at| at.label_count() > 1) {
        let is_twice = at
            .child(at.as_str())
            .is_some_and(|twice| *name == twice || name.is_below(&twice));
        if is_twice {
            return true;
        }
        zone = at.parent();
    }
    false
}
