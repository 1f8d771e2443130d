//! `p=none` with reports

use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::record::dmarc::{DmarcRecord, Outcome, Policy, ReportUri, TagName};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "policy-none",
    topic: Topic::Policy,
    severity: Severity::Advice,
    title: "Policy asks for no action yet",
    why: "With p=none, receivers send reports and handle mail as they would without DMARC, including forged mail. At \
          this stage the reports show who sends as the domain. Protection begins with quarantine.",
    what_to_do: "Read the reports until all legitimate mail passes, then publish p=quarantine.",
    references: &[Reference::new(9989, "4.7"), Reference::new(9989, "5.4")],
    check: Check::Dmarc(check),
};

/// Looks for `p=none` in a record that asks for reports.
fn check(record: &DmarcRecord) -> Vec<Hit> {
    let Some(tag) = record.tag(TagName::Policy) else {
        return Vec::new();
    };
    let has_reports = record.aggregate_reports.iter().any(ReportUri::is_valid);
    if record.outcome != Outcome::Policy || record.policy.value != Policy::None || !has_reports {
        return Vec::new();
    }
    let message =
        "p=none only asks receivers for reports; forged mail is handled as if there were no DMARC.";
    vec![Hit::at(tag.span, message)]
}
