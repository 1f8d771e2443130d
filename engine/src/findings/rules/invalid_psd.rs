//! Example: `psd=no`

use super::invalid_test_mode::invalid_value;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::record::dmarc::{DmarcRecord, TagName};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "invalid-psd",
    topic: Topic::Discovery,
    severity: Severity::Advice,
    title: "Invalid value of psd",
    why: "The default of psd is u: receivers find out by the tree walk whether names below belong together.",
    what_to_do: "Write psd=n at the top of your own domain, or take psd out; only the operator of a public \
                 suffix publishes psd=y.",
    references: &[Reference::new(9989, "4.7"), Reference::new(9989, "4.10.2")],
    check: Check::Dmarc(check),
};

/// Looks for an invalid value of `psd`.
fn check(record: &DmarcRecord) -> Vec<Hit> {
    let meant = [("yes", "y"), ("no", "n"), ("unknown", "u")];
    invalid_value(
        record,
        TagName::PublicSuffixDomain,
        &meant,
        "none of y, n and u, so u applies",
    )
}
