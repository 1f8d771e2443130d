//! `v=BIMI1; l=; avp=both`

use super::shared::shown;
use crate::discovery::Facts;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::record::bimi::ProblemKind;

/// The rule.
pub(in crate::findings) const RULE: Rule = Rule {
    id: "bimi-value-unknown",
    topic: Topic::Bimi,
    severity: Severity::Note,
    title: "BIMI tag with an unknown value",
    why: "A tag whose value is not known says nothing, and its default applies.",
    what_to_do: "For avp write brand or personal, for lps true or false, or leave the tag out.",
    references: &[
        Reference::bimi("4.2"),
        Reference::bimi("4.3"),
        Reference::bimi("4.5"),
    ],
    check: Check::Domain(check),
};

/// Looks for choices that are none.
fn check(facts: &Facts) -> Vec<Hit> {
    let Some(around) = &facts.around else {
        return Vec::new();
    };
    let at = around.bimi.record_at();
    let (Some(name), Some(record)) = (&at.name, at.record()) else {
        return Vec::new();
    };
    let hits = record
        .problems
        .iter()
        .filter_map(|problem| match problem.kind {
            ProblemKind::InvalidValue(_) => Some(Hit::new(format!(
                "“{}” in the BIMI record at {name} is no value that the tag takes.",
                shown(problem.span.of(&record.text))
            ))),
            _ => None,
        });
    hits.collect()
}
