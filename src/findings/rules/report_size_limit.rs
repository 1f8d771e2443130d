//! `rua=mailto:dmarc@example.com!10m`

use super::shared::{MOST, shown};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Suggestion, Topic};
use crate::record::dmarc::DmarcRecord;

/// The rule.
pub(in crate::findings) const RULE: Rule = Rule {
    id: "report-size-limit",
    topic: Topic::Reports,
    severity: Severity::Note,
    title: "Size limit on reports",
    why: "RFC 9989 took out the limit after the exclamation mark, so updated receivers ignore it. A receiver on \
          RFC 7489 may still honor it and then sends no report that is larger.",
    what_to_do: "Take the limit out.",
    references: &[Reference::new(9989, "C.4"), Reference::new(7489, "6.2")],
    check: Check::Record(check),
};

/// Looks for size limits in addresses that are fine otherwise.
fn check(record: &DmarcRecord) -> Vec<Hit> {
    record
        .report_uris()
        .filter(|(_, uri)| uri.is_valid() && uri.has_size_limit)
        .take(MOST)
        .map(|(name, uri)| {
            let written = uri.span.of(&record.text);
            let message = format!(
                "{} in {name} has a size limit, which updated receivers ignore.",
                shown(written)
            );
            let text = record.replaced(uri.span, &uri.uri);
            Hit::at(uri.span, message).suggesting(Suggestion::instead(text))
        })
        .collect()
}
