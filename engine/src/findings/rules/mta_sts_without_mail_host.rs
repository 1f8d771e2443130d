//! MTA-STS at a domain that accepts no mail.

use crate::discovery::Facts;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::mail_setup::MailSetup;

pub(in crate::findings) const RULE: Rule = Rule {
    id: "mta-sts-without-mail-host",
    topic: Topic::MtaSts,
    severity: Severity::Note,
    title: "MTA-STS at a domain without mail",
    why: "MTA-STS tells senders how to deliver to a domain. If no host accepts its mail, there is nothing to deliver, \
          and the record, the policy file and its certificate serve no purpose.",
    what_to_do: "If the domain will stay without mail, remove the record, the host mta-sts and the file on it.",
    references: &[Reference::new(8461, "3"), Reference::new(7505, "3")],
    check: Check::MailSetup(check),
};

/// Looks for a record where mail cannot arrive.
fn check(facts: &Facts, mail_setup: &MailSetup) -> Vec<Hit> {
    let Some(name) = mail_setup.mta_sts.name.as_ref().filter(|_| {
        mail_setup.mta_sts.record().is_some() && mail_setup.mx.takes_mail() == Some(false)
    }) else {
        return Vec::new();
    };
    vec![Hit::new(format!(
        "There is an MTA-STS record at {name}, but no host accepts mail for {}.",
        facts.domain
    ))]
}
