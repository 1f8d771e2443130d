//! A TLS-RPT record at a name that is almost right.

use super::shared::at_wrong_name;
use crate::discovery::Facts;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::mail_setup::MailSetup;
use crate::record::OfKind;
use crate::record::tls_rpt::TlsRptRecord;

pub(in crate::findings) const RULE: Rule = Rule {
    id: "tls-rpt-record-at-wrong-name",
    topic: Topic::TlsRpt,
    severity: Severity::Advice,
    title: "TLS-RPT record at the wrong name",
    why: "Senders look for the record only at _smtp._tls below the domain. They send no reports, so TLS failures go \
          unnoticed.",
    what_to_do: "Publish the record at the right name, then remove this one.",
    references: &[Reference::new(8460, "3")],
    check: Check::MailSetup(check),
};

/// Looks for a record at similar names if there is none at the right one.
fn check(facts: &Facts, mail_setup: &MailSetup) -> Vec<Hit> {
    at_wrong_name(facts, mail_setup, TlsRptRecord::KIND)
}
