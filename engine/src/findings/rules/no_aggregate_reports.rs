//! `p=reject` without `rua`

use super::misspelled_tag::misspelled;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::record::dmarc::{DmarcRecord, Outcome, ReportUri, TagName, UriProblem};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "no-aggregate-reports",
    topic: Topic::Reports,
    severity: Severity::Advice,
    title: "No aggregate reports",
    why: "Aggregate reports show which servers send mail as the domain and whether it passes. Without them you do not \
          learn which legitimate mail fails, or when you can make the policy stricter.",
    what_to_do: "Add rua=mailto: followed by the address of a mailbox or service that reads them.",
    references: &[Reference::new(9989, "4.7"), Reference::new(9989, "5.1")],
    check: Check::Dmarc(check),
};

/// Looks for a policy without any address for reports. Other rules report broken addresses.
fn check(record: &DmarcRecord) -> Vec<Hit> {
    let is_empty = |uri: &ReportUri| uri.problem == Some(UriProblem::Empty);
    let names_nobody = record.aggregate_reports.iter().all(is_empty);
    // The rule about misspelled tags reports a list under a wrong name.
    let is_misspelled = misspelled(record)
        .iter()
        .any(|tag| tag.meant.contains(&TagName::AggregateReports));
    if record.outcome != Outcome::Policy || !names_nobody || is_misspelled {
        return Vec::new();
    }
    let missing = if record.has(TagName::AggregateReports) {
        "rua has no address"
    } else {
        "There is no rua"
    };
    let follows = if record.is_enforcing() {
        "so no reports show which legitimate mail fails"
    } else {
        "so the record asks for nothing and collects no reports"
    };
    let message = format!("{missing}, {follows}.");
    vec![match record.tag(TagName::AggregateReports) {
        Some(tag) => Hit::at(tag.span, message),
        None => Hit::new(message),
    }]
}
