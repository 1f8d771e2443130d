//! Example: `v=BIMI1; l=; a=https://example.com/vmc.pem`

use super::shared::Kept;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Text, Topic};
use crate::record::bimi::{BimiRecord, ProblemKind};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "bimi-evidence-without-logo",
    topic: Topic::Bimi,
    severity: Severity::Advice,
    title: "BIMI certificate without a logo",
    why: "A mark certificate vouches for a logo. With an empty l there is no logo to show. The domain does not opt out \
          either, because a is not empty.",
    what_to_do: "Set l= to the logo's address, or leave both l and a empty to opt out.",
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
            format!("The BIMI record{place} has a mark certificate but no logo."),
        )
    });
    hit.into_iter().collect()
}
