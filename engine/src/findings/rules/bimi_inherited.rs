//! A BIMI record taken from the organizational domain.

use crate::discovery::Facts;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::mail_setup::MailSetup;

pub(in crate::findings) const RULE: Rule = Rule {
    id: "bimi-inherited",
    topic: Topic::Bimi,
    severity: Severity::Note,
    title: "BIMI record comes from the Organizational Domain",
    why: "If a name has no BIMI record, receivers use the one of its Organizational Domain. That logo is also shown \
          beside mail from names below it, as far as DMARC allows.",
    what_to_do: "Do nothing if this is intended. To show another logo here, or none, publish a record at this name.",
    references: &[Reference::bimi("7.2")],
    check: Check::MailSetup(check),
};

/// Looks for a record that comes from another name.
fn check(facts: &Facts, mail_setup: &MailSetup) -> Vec<Hit> {
    let Some(at) = mail_setup
        .bimi
        .organizational
        .as_ref()
        .filter(|at| at.record().is_some())
    else {
        return Vec::new();
    };
    let (Some(own), Some(name)) = (&mail_setup.bimi.own.name, &at.name) else {
        return Vec::new();
    };
    vec![Hit::new(format!(
        "There is no BIMI record at {own}, so the one at {name} applies to {} too.",
        facts.domain
    ))]
}
