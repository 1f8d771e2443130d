//! `v=BIMI1; l=https://example.com/logo.svg`

use crate::discovery::Facts;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::record::RecordOutcome;

/// The rule.
pub(in crate::findings) const RULE: Rule = Rule {
    id: "bimi-evidence-missing",
    topic: Topic::Bimi,
    severity: Severity::Note,
    title: "BIMI logo without a mark certificate",
    why: "By the draft, evidence of the right to a logo may be left out. Receivers decide what they ask for: Gmail \
          and Apple Mail are reported to want a mark certificate, a VMC or a CMC, and other providers may show the \
          logo without.",
    what_to_do: "To reach receivers that ask for evidence, get a mark certificate and name its file with a=.",
    references: &[Reference::bimi("4.3"), Reference::bimi("7.5")],
    check: Check::Domain(check),
};

/// Looks for a logo without evidence.
fn check(facts: &Facts) -> Vec<Hit> {
    let Some(around) = &facts.around else {
        return Vec::new();
    };
    let at = around.bimi.record_at();
    let (Some(name), Some(record)) = (&at.name, at.record()) else {
        return Vec::new();
    };
    let is_bare =
        record.outcome == RecordOutcome::Ok && record.logo.is_some() && record.evidence.is_none();
    if !is_bare {
        return Vec::new();
    }
    vec![Hit::new(format!(
        "The BIMI record at {name} names a logo and no mark certificate."
    ))]
}
