//! More than one TLS-RPT record at one name.

use super::shared::several;
use crate::discovery::Facts;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::mail_setup::MailSetup;

pub(in crate::findings) const RULE: Rule = Rule {
    id: "tls-rpt-several-records",
    topic: Topic::TlsRpt,
    severity: Severity::Problem,
    title: "Several TLS-RPT records at one name",
    why: "Senders that find several TLS-RPT records send no reports, so TLS failures go unnoticed.",
    what_to_do: "Keep one record and remove the others.",
    references: &[Reference::new(8460, "3")],
    check: Check::MailSetup(check),
};

/// Looks for several records.
fn check(_: &Facts, mail_setup: &MailSetup) -> Vec<Hit> {
    several(&mail_setup.tls_rpt)
}
