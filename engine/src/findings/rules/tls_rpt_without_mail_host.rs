//! TLS-RPT at a domain that accepts no mail.

use crate::discovery::Facts;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::mail_setup::MailSetup;

pub(in crate::findings) const RULE: Rule = Rule {
    id: "tls-rpt-without-mail-host",
    topic: Topic::TlsRpt,
    severity: Severity::Note,
    title: "TLS reports at a domain without mail",
    why: "TLS reports are about mail that is delivered to a domain. If no host accepts its mail, there is nothing to \
          report.",
    what_to_do: "If the domain will stay without mail, remove the record.",
    references: &[Reference::new(8460, "3"), Reference::new(7505, "3")],
    check: Check::MailSetup(check),
};

/// Looks for a record where mail cannot arrive.
fn check(facts: &Facts, mail_setup: &MailSetup) -> Vec<Hit> {
    let Some(name) = mail_setup.tls_rpt.name.as_ref().filter(|_| {
        mail_setup.tls_rpt.record().is_some() && mail_setup.mx.takes_mail() == Some(false)
    }) else {
        return Vec::new();
    };
    vec![Hit::new(format!(
        "There is a TLS-RPT record at {name}, but no host accepts mail for {}.",
        facts.domain
    ))]
}
