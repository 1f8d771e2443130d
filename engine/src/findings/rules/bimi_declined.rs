//! Example: `v=BIMI1; l=; a=`

use super::shared::Kept;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Text, Topic};
use crate::record::Span;
use crate::record::bimi::BimiRecord;

pub(in crate::findings) const RULE: Rule = Rule {
    id: "bimi-declined",
    topic: Topic::Bimi,
    severity: Severity::Note,
    title: "Domain opts out of BIMI",
    why: "With l and a empty, the record asks receivers to show no logo beside the domain's mail.",
    what_to_do: "Do nothing if this is intended. Otherwise set l= to the logo's address.",
    references: &[Reference::bimi("4.3.1")],
    check: Check::Text(Text::Bimi(find)),
};

/// Looks for a record that declines to name a logo.
fn find(kept: &Kept<BimiRecord>) -> Vec<Hit> {
    if !kept.record.is_declined {
        return Vec::new();
    }
    let (place, span) = (kept.place(), Span::new(0, kept.record.text.len()));
    let message = format!("The BIMI record{place} asks receivers to show no logo.");
    vec![kept.hit(Some(span), message)]
}
