//! A BIMI record that breaks its grammar.

use super::shared::{Kept, malformed};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Text, Topic};
use crate::record::bimi::{BimiRecord, ProblemKind};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "bimi-record-malformed",
    topic: Topic::Bimi,
    severity: Severity::Advice,
    title: "BIMI record is not valid",
    why: "Receivers that cannot read the record show no logo.",
    what_to_do: "Publish v=BIMI1; l=https://example.com/logo.svg; a= with your own addresses. Separate tags with \
                 semicolons, and use each tag once.",
    references: &[Reference::bimi("4.3"), Reference::new(6376, "3.2")],
    check: Check::Text(Text::Bimi(find)),
};

/// Looks for flaws that make the whole record invalid.
fn find(kept: &Kept<BimiRecord>) -> Vec<Hit> {
    let mut problems = kept.record.problems.iter();
    let missing = problems.find(|problem| problem.kind == ProblemKind::MissingLogo);
    let missing = missing.map(|missing| {
        let flaw = "l is missing; it is required even when empty";
        (flaw.to_owned(), missing.span)
    });
    malformed(kept, missing)
}
