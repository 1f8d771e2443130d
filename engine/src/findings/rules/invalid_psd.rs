//! Example: `psd=no`

use super::invalid_test_mode::invalid_value;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::record::dmarc::{DmarcRecord, TagName};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "invalid-psd",
    topic: Topic::Discovery,
    severity: Severity::Advice,
    title: "Invalid value of psd",
    why: "psd defaults to u: receivers use the tree walk to find out whether names below belong together.",
    what_to_do: "Write psd=n at the top of your own domain, or remove psd. Only the operator of a public suffix \
                 publishes psd=y.",
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
        "not y, n or u, so u applies",
    )
}
