//! A domain that sends mail and refuses to receive any.

use super::shared::spf_lets_send;
use crate::discovery::Facts;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::mail_setup::{MailSetup, MxState};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "mx-null-for-sender",
    topic: Topic::Mx,
    severity: Severity::Advice,
    title: "Sends mail but accepts none",
    why: "A null MX record says that the domain accepts no mail, so replies and bounces are lost. Receivers may refuse \
          its mail because of that.",
    what_to_do: "If the domain sends, replace the null MX with an MX record that names a host, if only for bounces. If \
                 it does not send, publish the TXT record v=spf1 -all there.",
    references: &[Reference::new(7505, "4.2"), Reference::new(5321, "6.1")],
    check: Check::MailSetup(check),
};

/// Looks for a null MX at a domain whose SPF allows a sender.
fn check(facts: &Facts, mail_setup: &MailSetup) -> Vec<Hit> {
    if mail_setup.mx.state != MxState::Null || !spf_lets_send(mail_setup) {
        return Vec::new();
    }
    vec![Hit::new(format!(
        "SPF lets servers send as {}, but its null MX record says that it accepts no mail.",
        facts.domain
    ))]
}
