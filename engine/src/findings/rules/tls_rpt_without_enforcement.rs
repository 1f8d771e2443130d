//! TLS-RPT without MTA-STS or DANE.

use crate::discovery::Facts;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::mail_setup::{MailSetup, Tlsa};
use crate::record::RecordOutcome;

pub(in crate::findings) const RULE: Rule = Rule {
    id: "tls-rpt-without-enforcement",
    topic: Topic::TlsRpt,
    severity: Severity::Note,
    title: "TLS reports, but nothing requires TLS",
    why: "TLS reports show how often mail arrives over TLS. As long as neither MTA-STS nor DANE requires TLS, senders \
          deliver without it where it fails.",
    what_to_do: "When the reports show no failures, require TLS: publish an MTA-STS policy, or TLSA records if the \
                 zones are signed with DNSSEC.",
    references: &[
        Reference::new(8460, "1"),
        Reference::new(8461, "1"),
        Reference::new(7672, "1"),
    ],
    check: Check::MailSetup(check),
};

/// Looks for a TLS-RPT record if the domain is known to have neither of the two.
fn check(facts: &Facts, mail_setup: &MailSetup) -> Vec<Hit> {
    let hosts = &mail_setup.mx.hosts;
    let is_alone = mail_setup
        .tls_rpt
        .record()
        .is_some_and(|record| record.outcome == RecordOutcome::Ok)
        && mail_setup.mta_sts.state.is_none()
        && !hosts.is_empty()
        && hosts.iter().all(|host| host.tlsa == Tlsa::Absent);
    if !is_alone {
        return Vec::new();
    }
    vec![Hit::new(format!(
        "{} asks for TLS reports, but neither an MTA-STS record nor TLSA records require TLS.",
        facts.domain
    ))]
}
