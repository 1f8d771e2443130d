//! `v=BIMI1; l=; a=https://example.com/vmc.pem`

use crate::discovery::Facts;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::record::Problem;
use crate::record::bimi::ProblemKind;

/// The rule.
pub(in crate::findings) const RULE: Rule = Rule {
    id: "bimi-evidence-without-logo",
    topic: Topic::Bimi,
    severity: Severity::Advice,
    title: "BIMI certificate without a logo",
    why: "A mark certificate vouches for a logo. Where l is empty there is no logo to show, and it is not said either \
          that the domain takes no part, since a is not empty.",
    what_to_do: "Name the logo with l=, or leave both l and a empty to take no part.",
    references: &[Reference::bimi("4.3"), Reference::bimi("4.3.1")],
    check: Check::Domain(check),
};

/// Looks for evidence where there is no logo.
fn check(facts: &Facts) -> Vec<Hit> {
    let Some(around) = &facts.around else {
        return Vec::new();
    };
    let at = around.bimi.record_at();
    let (Some(name), Some(record)) = (&at.name, at.record()) else {
        return Vec::new();
    };
    let is_without_logo =
        |problem: &Problem<ProblemKind>| problem.kind == ProblemKind::EvidenceWithoutLogo;
    if !record.problems.iter().any(is_without_logo) {
        return Vec::new();
    }
    vec![Hit::new(format!(
        "The BIMI record at {name} names a mark certificate and no logo."
    ))]
}
