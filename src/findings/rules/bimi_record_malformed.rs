//! A BIMI record that breaks its grammar.

use super::shared::{bimi_flaws, malformed};
use crate::discovery::Facts;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::record::Problem;
use crate::record::bimi::ProblemKind;

/// The rule.
pub(in crate::findings) const RULE: Rule = Rule {
    id: "bimi-record-malformed",
    topic: Topic::Bimi,
    severity: Severity::Advice,
    title: "BIMI record is not valid",
    why: "Receivers that cannot read the record show no logo.",
    what_to_do: "Publish the record as v=BIMI1; l=https://example.com/logo.svg; a= with addresses of your own: \
                 semicolons between tags, each tag once.",
    references: &[Reference::bimi("4.3"), Reference::new(6376, "3.2")],
    check: Check::Domain(check),
};

/// Looks for flaws that make the whole record invalid.
fn check(facts: &Facts) -> Vec<Hit> {
    let Some(around) = &facts.around else {
        return Vec::new();
    };
    let at = around.bimi.record_at();
    let Some(record) = at.record() else {
        return Vec::new();
    };
    let mut flaws = bimi_flaws(record);
    let is_missing = |problem: &Problem<ProblemKind>| problem.kind == ProblemKind::MissingLogo;
    if record.problems.iter().any(is_missing) {
        flaws.push("there is no l, which has to be there even if it is empty".to_owned());
    }
    malformed(at, "BIMI", &flaws)
}
