//! `v=BIMI1; l=https://example.com/logo.png`

use super::shared::shown;
use crate::discovery::Facts;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::record::bimi::ProblemKind;

/// The rule.
pub(in crate::findings) const RULE: Rule = Rule {
    id: "bimi-logo-not-svg",
    topic: Topic::Bimi,
    severity: Severity::Advice,
    title: "BIMI logo is not an SVG file",
    why: "BIMI takes logos as SVG files alone, whole or compressed. Providers ask for the profile SVG Tiny PS. Other \
          images are not shown.",
    what_to_do: "Name an SVG file of the profile SVG Tiny PS.",
    references: &[Reference::bimi("4.3.2")],
    check: Check::Domain(check),
};

/// Looks for a logo whose name is that of another image format.
fn check(facts: &Facts) -> Vec<Hit> {
    let Some(around) = &facts.around else {
        return Vec::new();
    };
    let at = around.bimi.record_at();
    let (Some(name), Some(record)) = (&at.name, at.record()) else {
        return Vec::new();
    };
    let mut problems = record.problems.iter();
    let other = problems.find(|problem| problem.kind == ProblemKind::OtherImageFormat);
    let hit = other.map(|problem| {
        Hit::new(format!(
            "The BIMI record at {name} names “{}” as logo, which is no SVG file by its name.",
            shown(problem.span.of(&record.text))
        ))
    });
    hit.into_iter().collect()
}
