//! TLSA records that are not signed.

use super::shared::most;
use crate::discovery::Facts;
use crate::findings::{About, Check, Hit, Reference, Rule, Severity, Topic};
use crate::mail_setup::{MailSetup, Tlsa};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "tlsa-without-dnssec",
    topic: Topic::Tlsa,
    severity: Severity::Advice,
    title: "TLSA records without DNSSEC",
    why: "A TLSA record counts only if DNSSEC proves it, because anyone who can forge the mail host could forge the \
          record too. Senders deliver as if it were not there.",
    what_to_do: "Sign the mail host's zone with DNSSEC, or remove the record. If the zone is signed, check again with \
                 another resolver.",
    references: &[Reference::new(7672, "2.2"), Reference::new(6698, "4.1")],
    check: Check::MailSetup(check),
};

/// Looks for hosts whose records were not validated.
fn check(_: &Facts, mail_setup: &MailSetup) -> Vec<Hit> {
    let hits =
        mail_setup.mx.hosts.iter().filter_map(|host| {
            match &host.tlsa {
        Tlsa::Present {
            is_authenticated: false,
            ..
        } => Some(
            Hit::new(format!(
                "_25._tcp.{} has TLSA records, but the resolver did not validate them with DNSSEC. Without that they \
                 have no effect.",
                host.name
            ))
            .about(About::Host(host.name.clone())),
        ),
        _ => None,
    }
        });
    most(hits)
}
