//! `v=BIMI1; l=; a=`

use crate::discovery::Facts;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};

/// The rule.
pub(in crate::findings) const RULE: Rule = Rule {
    id: "bimi-declined",
    topic: Topic::Bimi,
    severity: Severity::Note,
    title: "Domain takes no part in BIMI",
    why: "With l and a empty the domain says that no logo is to be shown beside its mail.",
    what_to_do: "Nothing, if that is meant. Otherwise name the logo with l=.",
    references: &[Reference::bimi("4.3.1")],
    check: Check::Domain(check),
};

/// Looks for a record that declines.
fn check(facts: &Facts) -> Vec<Hit> {
    let Some(around) = &facts.around else {
        return Vec::new();
    };
    let at = around.bimi.record_at();
    let (Some(name), Some(record)) = (&at.name, at.record()) else {
        return Vec::new();
    };
    if !record.is_declined {
        return Vec::new();
    }
    vec![Hit::new(format!(
        "The BIMI record at {name} says that {} shows no logo.",
        facts.domain
    ))]
}
