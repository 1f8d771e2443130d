//! Example: `rua=mailto:dmarc@example.com!10q`

use super::shared::{most, shown};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Suggestion, Topic};
use crate::record::dmarc::{DmarcRecord, UriProblem};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "report-size-limit-broken",
    topic: Topic::Reports,
    severity: Severity::Problem,
    title: "Broken size limit on reports",
    why: "After an exclamation mark comes a size limit, a number with k, m, g or t. If it is anything else, receivers \
          skip the address, so reports may never arrive there. Write an exclamation mark in the address itself as \
          %21.",
    what_to_do: "Remove the exclamation mark and what follows it.",
    references: &[Reference::new(9989, "4.8"), Reference::new(7489, "6.4")],
    check: Check::Dmarc(check),
};

/// Looks for size limits that are not valid sizes.
fn check(record: &DmarcRecord) -> Vec<Hit> {
    most(
        record
            .report_uris()
            .filter(|(_, uri)| uri.problem == Some(UriProblem::BadSizeLimit))
            .map(|(name, uri)| {
                let written = uri.span.of(&record.text);
                let message = format!(
                    "What follows the exclamation mark in {} is not a size limit, so receivers may skip this address \
                     in {name}.",
                    shown(written)
                );
                let text = record.replaced(uri.span, &uri.uri);
                Hit::at(uri.span, message).suggesting(Suggestion::instead(text))
            }),
    )
}
