//! `rua` with three addresses

use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::record::dmarc::{DmarcRecord, TagName};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "more-than-two-report-addresses",
    topic: Topic::Reports,
    severity: Severity::Note,
    title: "More than two report addresses",
    why: "Under RFC 9990, receivers should report to every address in the list. RFC 7489 only required support for \
          two, so some may skip the rest.",
    what_to_do: "Put the two most important addresses first, or have one mailbox forward to the others.",
    references: &[Reference::new(9990, "3.5"), Reference::new(7489, "6.2")],
    check: Check::Dmarc(check),
};

/// Looks for more than two addresses in `rua` or `ruf`.
fn check(record: &DmarcRecord) -> Vec<Hit> {
    [
        (TagName::AggregateReports, &record.aggregate_reports),
        (TagName::FailureReports, &record.failure_reports),
    ]
    .into_iter()
    .filter_map(|(name, uris)| {
        let count = uris.iter().filter(|uri| uri.is_valid()).count();
        let tag = record.tag(name).filter(|_| count > 2)?;
        let message = format!(
            "{name} has {count} addresses; receivers on RFC 7489 may use only two of them."
        );
        Some(Hit::at(tag.value_span, message))
    })
    .collect()
}
