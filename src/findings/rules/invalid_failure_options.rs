//! `fo=2`

use super::invalid_test_mode::invalid_value;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::record::dmarc::{DmarcRecord, FailureOption, ReportUri, TagName};

/// The rule.
pub(in crate::findings) const RULE: Rule = Rule {
    id: "invalid-failure-options",
    topic: Topic::Reports,
    severity: Severity::Note,
    title: "Invalid failure options",
    why: "The default of fo is 0: a failure report is wanted only when neither SPF nor DKIM gave an aligned \
          pass.",
    what_to_do: "Write 0 or 1, then d and s where wanted, with colons between, such as fo=1:d:s.",
    references: &[Reference::new(9989, "4.7"), Reference::new(7489, "6.3")],
    check: Check::Record(check),
};

/// Looks at the value of `fo` where it has a use.
fn check(record: &DmarcRecord) -> Vec<Hit> {
    if !record.failure_reports.iter().any(ReportUri::is_valid) {
        return Vec::new();
    }
    let with_colons = record
        .value_of(TagName::FailureOptions)
        .map(|value| value.replace([',', ' ', '/'], ":"))
        .filter(|value| FailureOption::list_from_value(value).is_some());
    let value = record.value_of(TagName::FailureOptions).unwrap_or_default();
    let meant = with_colons.as_deref().map(|meant| (value, meant));
    let verdict = "not a list of options, so fo=0 applies";
    invalid_value(record, TagName::FailureOptions, meant.as_slice(), verdict)
}
