//! Example: `v=BIMI1; l=https://example.com/logo.png`

use super::shared::{Kept, shown};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Text, Topic};
use crate::record::bimi::{BimiRecord, ProblemKind};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "bimi-logo-not-svg",
    topic: Topic::Bimi,
    severity: Severity::Advice,
    title: "BIMI logo is not an SVG file",
    why: "BIMI logos must be SVG files, compressed or not. Providers ask for the SVG Tiny PS profile. Other images are \
          not shown.",
    what_to_do: "Use an SVG file in the SVG Tiny PS profile.",
    references: &[Reference::bimi("4.3.2")],
    check: Check::Text(Text::Bimi(find)),
};

/// Looks for a logo whose file name has the extension of another image format.
fn find(kept: &Kept<BimiRecord>) -> Vec<Hit> {
    let (record, place) = (kept.record, kept.place());
    let mut problems = record.problems.iter();
    let other = problems.find(|problem| problem.kind == ProblemKind::OtherImageFormat);
    let hit = other.map(|problem| {
        let written = shown(problem.span.of(&record.text));
        kept.hit(
            Some(problem.span),
            format!("The logo “{written}” in the BIMI record{place} does not have the name of an SVG file."),
        )
    });
    hit.into_iter().collect()
}
