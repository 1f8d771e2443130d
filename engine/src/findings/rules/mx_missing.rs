//! Mail that goes to the address of the domain itself.

use crate::discovery::Facts;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::mail_setup::{ImplicitHost, MxState};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "mx-missing",
    topic: Topic::Mx,
    severity: Severity::Note,
    title: "No MX record",
    why: "Without an MX record, senders deliver to the address of the domain itself, which is often a web server that \
          accepts no mail. They keep trying for days before their users learn of it.",
    what_to_do: "Publish an MX record with the host that accepts the mail. If the domain accepts none, publish the MX \
                 record 0 . and, if it does not send either, the TXT record v=spf1 -all at the domain.",
    references: &[Reference::new(5321, "5.1"), Reference::new(7505, "3")],
    check: Check::Domain(check),
};

/// Looks for an address in place of MX records. The rules about parked domains cover domains that send no mail.
fn check(facts: &Facts) -> Vec<Hit> {
    let state = facts
        .mail_setup
        .as_deref()
        .map(|mail_setup| &mail_setup.mx.state);
    let Some(MxState::NoRecords(ImplicitHost::Addresses(addresses))) = state else {
        return Vec::new();
    };
    if facts.mail.spf_records.is_none() || facts.mail.sends_nothing() {
        return Vec::new();
    }
    let first = addresses.first();
    first
        .map(|address| {
            Hit::new(format!(
                "{} has no MX record, so mail to it goes to its own address, {address}.",
                facts.domain
            ))
        })
        .into_iter()
        .collect()
}
