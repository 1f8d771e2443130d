//! A domain that sends mail but can't receive any.

use super::shared::spf_lets_send;
use crate::discovery::Facts;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::mail_setup::{ImplicitHost, MailSetup, MxState};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "mx-missing-for-sender",
    topic: Topic::Mx,
    severity: Severity::Advice,
    title: "Sends mail but cannot receive any",
    why: "Replies and bounces to this domain are lost. Some receivers refuse mail from a domain that mail cannot \
          reach.",
    what_to_do: "Publish an MX record with a host that accepts the mail. If the domain does not send either, publish \
                 the TXT record v=spf1 -all there.",
    references: &[Reference::new(5321, "5.1"), Reference::new(5321, "6.1")],
    check: Check::MailSetup(check),
};

/// Looks for a domain without MX records and addresses whose SPF allows a sender.
fn check(facts: &Facts, mail_setup: &MailSetup) -> Vec<Hit> {
    let is_unreachable = mail_setup.mx.state == MxState::NoRecords(ImplicitHost::NoAddress);
    if !is_unreachable || !spf_lets_send(mail_setup) {
        return Vec::new();
    }
    vec![Hit::new(format!(
        "SPF lets servers send as {}, but it has neither an MX record nor an address, so no reply can arrive.",
        facts.domain
    ))]
}
