//! Example: `v=BIMI1; l=https://example.com/logo.svg`

use super::shared::Kept;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Text, Topic};
use crate::record::RecordOutcome;
use crate::record::bimi::BimiRecord;

pub(in crate::findings) const RULE: Rule = Rule {
    id: "bimi-evidence-missing",
    topic: Topic::Bimi,
    severity: Severity::Note,
    title: "BIMI logo without a mark certificate",
    why: "The draft makes evidence of the right to a logo optional. Receivers decide: Gmail and Apple Mail reportedly \
          require a mark certificate (VMC or CMC), while other providers may show the logo without one.",
    what_to_do: "To reach receivers that require evidence, get a mark certificate and set a= to its address.",
    references: &[Reference::bimi("4.3"), Reference::bimi("7.5")],
    check: Check::Text(Text::Bimi(find)),
};

/// Looks for a logo without evidence (`a`).
fn find(kept: &Kept<BimiRecord>) -> Vec<Hit> {
    let record = kept.record;
    let is_bare =
        record.outcome == RecordOutcome::Ok && record.logo.is_some() && record.evidence.is_none();
    if !is_bare {
        return Vec::new();
    }
    let place = kept.place();
    vec![kept.hit(
        None,
        format!("The BIMI record{place} has a logo but no mark certificate."),
    )]
}
