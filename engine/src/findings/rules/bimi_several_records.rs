//! More than one BIMI record at one name.

use super::shared::several;
use crate::discovery::Facts;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::mail_setup::MailSetup;

pub(in crate::findings) const RULE: Rule = Rule {
    id: "bimi-several-records",
    topic: Topic::Bimi,
    severity: Severity::Advice,
    title: "Several BIMI records at one name",
    why: "Receivers that find several BIMI records at one name show no logo.",
    what_to_do: "Keep one record and remove the others.",
    references: &[Reference::bimi("7.2")],
    check: Check::MailSetup(check),
};

/// Looks for several records.
fn check(_: &Facts, mail_setup: &MailSetup) -> Vec<Hit> {
    several(mail_setup.bimi.record_at())
}
