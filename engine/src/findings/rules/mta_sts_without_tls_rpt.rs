//! MTA-STS without reports about failures.

use crate::discovery::Facts;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::mail_setup::MailSetup;
use crate::record::RecordOutcome;

pub(in crate::findings) const RULE: Rule = Rule {
    id: "mta-sts-without-tls-rpt",
    topic: Topic::MtaSts,
    severity: Severity::Advice,
    title: "MTA-STS without TLS reports",
    why: "With MTA-STS in force, senders hold mail back when TLS fails. Without TLS-RPT you are not told, so you \
          notice an expired certificate only when mail stops arriving.",
    what_to_do: "Publish a TLS-RPT record with an address that someone reads.",
    references: &[Reference::new(8460, "3"), Reference::new(8461, "3.1")],
    check: Check::MailSetup(check),
};

/// Looks for an MTA-STS record at a domain without a TLS-RPT record.
fn check(facts: &Facts, mail_setup: &MailSetup) -> Vec<Hit> {
    let has_mta_sts = mail_setup
        .mta_sts
        .record()
        .is_some_and(|record| record.outcome == RecordOutcome::Ok);
    let Some(name) = mail_setup
        .tls_rpt
        .name
        .as_ref()
        .filter(|_| has_mta_sts && mail_setup.tls_rpt.state.is_none())
    else {
        return Vec::new();
    };
    vec![Hit::new(format!(
        "{} has an MTA-STS record, but there is no TLS-RPT record at {name}.",
        facts.domain
    ))]
}
