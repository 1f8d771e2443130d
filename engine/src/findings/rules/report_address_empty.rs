//! Example: `rua=mailto:a@example.com,`

use crate::findings::{Check, Hit, Reference, Rule, Severity, Suggestion, Topic};
use crate::record::dmarc::{DmarcRecord, ReportUri, TagName, UriProblem};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "report-address-empty",
    topic: Topic::Reports,
    severity: Severity::Note,
    title: "Comma without a report address",
    why: "The list of report addresses has a comma with nothing on one side. Receivers skip the gap; a strict one may \
          complain.",
    what_to_do: "Remove the extra comma.",
    references: &[Reference::new(9989, "4.8"), Reference::new(9990, "3.5")],
    check: Check::Dmarc(check),
};

/// Looks for empty entries in lists that have at least one address.
fn check(record: &DmarcRecord) -> Vec<Hit> {
    [
        (TagName::AggregateReports, &record.aggregate_reports),
        (TagName::FailureReports, &record.failure_reports),
    ]
    .into_iter()
    .filter_map(|(name, uris)| {
        let is_empty = |uri: &&ReportUri| uri.problem == Some(UriProblem::Empty);
        let tag = record.tag(name)?;
        uris.iter().find(is_empty)?;
        let kept: Vec<_> = uris
            .iter()
            .filter(|uri| !is_empty(uri))
            .map(|uri| uri.span.of(&record.text))
            .collect();
        let text = if kept.is_empty() {
            record.without(&[tag.span])
        } else {
            record.replaced(tag.value_span, &kept.join(","))
        };
        let message = format!("{name} has a comma with no address beside it.");
        Some(Hit::at(tag.value_span, message).suggesting(Suggestion::instead(text)))
    })
    .collect()
}
