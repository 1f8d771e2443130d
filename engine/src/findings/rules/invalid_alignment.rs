//! Example: `adkim=strict`

use super::invalid_test_mode::invalid_value;
use super::shared::most;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::record::dmarc::{DmarcRecord, TagName};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "invalid-alignment",
    topic: Topic::Policy,
    severity: Severity::Advice,
    title: "Invalid alignment mode",
    why: "adkim and aspf default to r: without a valid s, receivers accept any name of the same organization as \
          aligned.",
    what_to_do: "Write r or s, or remove the tag.",
    references: &[Reference::new(9989, "4.7"), Reference::new(9989, "4.8")],
    check: Check::Dmarc(check),
};

/// Looks for invalid values of `adkim` and `aspf`.
fn check(record: &DmarcRecord) -> Vec<Hit> {
    let meant = [("strict", "s"), ("relaxed", "r")];
    most(
        [TagName::DkimAlignment, TagName::SpfAlignment]
            .into_iter()
            .flat_map(|name| invalid_value(record, name, &meant, "neither r nor s, so r applies")),
    )
}
