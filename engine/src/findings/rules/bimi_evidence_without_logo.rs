//! Example: `v=BIMI1; l=; a=https://example.com/vmc.pem`

use super::shared::Kept;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Text, Topic};
use crate::record::bimi::{BimiRecord, ProblemKind};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "bimi-evidence-without-logo",
    topic: Topic::Bimi,
    severity: Severity::Advice,
    title: "BIMI certificate without a logo",
    why: "A mark certificate vouches for a logo. Where l is empty there is no logo to show, and it is not said either \
          that the domain takes no part, since a is not empty.",
    what_to_do: "Name the logo with l=, or leave both l and a empty to take no part.",
    references: &[Reference::bimi("4.3"), Reference::bimi("4.3.1")],
    check: Check::Text(Text::Bimi(find)),
};

/// Looks for evidence (`a`) without a logo (`l`).
fn find(kept: &Kept<BimiRecord>) -> Vec<Hit> {
    let mut problems = kept.record.problems.iter();
    let found = problems.find(|problem| problem.kind == ProblemKind::EvidenceWithoutLogo);
    let hit = found.map(|problem| {
        let place = kept.place();
        kept.hit(
            Some(problem.span),
            format!("The BIMI record{place} names a mark certificate and no logo."),
        )
    });
    hit.into_iter().collect()
}
