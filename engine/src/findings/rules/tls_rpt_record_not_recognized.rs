//! A text that was meant as a TLS-RPT record.

use super::shared::{Kept, unrecognized, unrecognized_at};
use crate::discovery::Facts;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::mail_setup::MailSetup;
use crate::record::tls_rpt::TlsRptRecord;

pub(in crate::findings) const RULE: Rule = Rule {
    id: "tls-rpt-record-not-recognized",
    topic: Topic::TlsRpt,
    severity: Severity::Problem,
    title: "Text is not recognized as a TLS-RPT record",
    why: "Senders recognize a record by its first tag, which must match exactly. Without it, they send no reports, so \
          TLS failures go unnoticed.",
    what_to_do: "Put the version first, exactly as in v=TLSRPTv1; rua=mailto:tls-reports@example.com with your own \
                 address.",
    references: &[Reference::new(8460, "3")],
    check: Check::MailSetup(check),
};

/// Looks for texts that mention the version although the name has no valid record.
fn check(_: &Facts, mail_setup: &MailSetup) -> Vec<Hit> {
    unrecognized_at(&mail_setup.tls_rpt)
}

/// Says why a text alone is not a TLS-RPT record.
pub(in crate::findings) fn find(kept: &Kept<TlsRptRecord>) -> Vec<Hit> {
    unrecognized(kept)
}
