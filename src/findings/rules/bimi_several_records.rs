//! More than one BIMI record.

use super::shared::several;
use crate::discovery::Facts;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};

/// The rule.
pub(in crate::findings) const RULE: Rule = Rule {
    id: "bimi-several-records",
    topic: Topic::Bimi,
    severity: Severity::Advice,
    title: "Several BIMI records at one name",
    why: "Receivers that find several BIMI records at one name show no logo.",
    what_to_do: "Keep one record and remove the others.",
    references: &[Reference::bimi("7.2")],
    check: Check::Domain(check),
};

/// Looks for several records.
fn check(facts: &Facts) -> Vec<Hit> {
    let around = facts.around.as_ref();
    around.map_or_else(Vec::new, |around| several(around.bimi.record_at(), "BIMI"))
}
