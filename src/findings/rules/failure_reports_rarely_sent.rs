//! `ruf=mailto:dmarc@example.com`

use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::record::dmarc::{DmarcRecord, ReportUri, TagName, is_dmarc};

/// The rule.
pub(in crate::findings) const RULE: Rule = Rule {
    id: "failure-reports-rarely-sent",
    topic: Topic::Reports,
    severity: Severity::Note,
    title: "Failure reports are rarely sent",
    why: "Most large receivers send none, for the sake of privacy: a failure report may hold addresses, \
          subjects or text of mail. Those that arrive are personal data in your keeping.",
    what_to_do: "Rely on aggregate reports (rua). Keep ruf only where somebody reads those reports and may.",
    references: &[Reference::new(9989, "4.7"), Reference::new(7489, "7.3")],
    check: Check::Record(check),
};

/// Looks for usable addresses in `ruf`.
fn check(record: &DmarcRecord) -> Vec<Hit> {
    let is_usable =
        is_dmarc(&record.text) && record.failure_reports.iter().any(ReportUri::is_mailto);
    record
        .tag(TagName::FailureReports)
        .filter(|_| is_usable)
        .map(|tag| {
            Hit::at(
                tag.span,
                "ruf asks for failure reports, which most large receivers do not send.",
            )
        })
        .into_iter()
        .collect()
}
