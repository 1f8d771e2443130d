//! `v=BIMI1; l=; a=`

use super::shared::{Kept, in_record};
use crate::discovery::Facts;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::record::Span;
use crate::record::bimi::BimiRecord;

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

/// Looks at the record at the domain.
fn check(facts: &Facts) -> Vec<Hit> {
    let around = facts.around.as_deref();
    in_record(around.map(|around| around.bimi.record_at()), find)
}

/// Looks for a record that declines.
pub(in crate::findings) fn find(kept: &Kept<BimiRecord>) -> Vec<Hit> {
    if !kept.record.is_declined {
        return Vec::new();
    }
    let (place, span) = (kept.place(), Span::new(0, kept.record.text.len()));
    let message = format!("The BIMI record{place} says that no logo is to be shown.");
    vec![kept.hit(Some(span), message)]
}
