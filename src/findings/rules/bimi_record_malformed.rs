//! A BIMI record that breaks its grammar.

use super::shared::{Kept, bimi_flaws, in_record, malformed};
use crate::discovery::Facts;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::record::bimi::{BimiRecord, ProblemKind};

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

/// Looks at the record at the domain.
fn check(facts: &Facts) -> Vec<Hit> {
    let around = facts.around.as_deref();
    in_record(around.map(|around| around.bimi.record_at()), find)
}

/// Looks for flaws that make the whole record invalid.
pub(in crate::findings) fn find(kept: &Kept<BimiRecord>) -> Vec<Hit> {
    let mut flaws = bimi_flaws(kept.record);
    let mut problems = kept.record.problems.iter();
    if let Some(missing) = problems.find(|problem| problem.kind == ProblemKind::MissingLogo) {
        let flaw = "there is no l, which has to be there even if it is empty".to_owned();
        flaws.push((flaw, missing.span));
    }
    malformed(kept, "BIMI", flaws)
}
