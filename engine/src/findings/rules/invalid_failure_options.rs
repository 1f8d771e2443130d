//! Example: `fo=2`

use super::invalid_test_mode::invalid_value;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::record::dmarc::{DmarcRecord, FailureOption, ReportUri, TagName};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "invalid-failure-options",
    topic: Topic::Reports,
    severity: Severity::Note,
    title: "Invalid failure options",
    why: "fo defaults to 0: a failure report is requested only when neither SPF nor DKIM gives an aligned pass.",
    what_to_do: "Write 0 or 1, then d and s as needed, separated by colons, such as fo=1:d:s.",
    references: &[Reference::new(9989, "4.7"), Reference::new(7489, "6.3")],
    check: Check::Dmarc(check),
};

/// Looks for an invalid value of `fo`, if the record makes use of it.
fn check(record: &DmarcRecord) -> Vec<Hit> {
    if !record.failure_reports.iter().any(ReportUri::is_valid) {
        return Vec::new();
    }
    let value = record.value_of(TagName::FailureOptions).unwrap_or_default();
    let verdict = if is_list_of_rfc7489(value) {
        "valid under RFC 7489, but not under RFC 9989, where 0 and 1 exclude each other and fo=0 applies"
    } else {
        "not a valid list of options, so fo=0 applies"
    };
    invalid_value(record, TagName::FailureOptions, &[], verdict)
}

/// Whether RFC 7489 allows the list of options ([section 6.4](https://www.rfc-editor.org/rfc/rfc7489#section-6.4)).
fn is_list_of_rfc7489(value: &str) -> bool {
    value
        .split(':')
        .all(|option| FailureOption::from_value(option.trim()).is_some())
}
