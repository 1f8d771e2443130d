//! A record that asks for less than the parent's record would.

use crate::discovery::{Existence, Facts, Handling, RowKind, StepOutcome, rfc9989};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "own-record-weaker-than-parent",
    topic: Topic::Policy,
    severity: Severity::Advice,
    title: "Weaker policy than the Organizational Domain asks for",
    why: "A name's own record replaces what the Organizational Domain asks for its subdomains. If it asks for less, \
          this name is easier to forge.",
    what_to_do: "Make it as strict as the one above, one step at a time, as reports allow. If you remove the record, \
                 the policy above applies at once.",
    references: &[
        Reference::new(9989, "4.10.1"),
        Reference::new(7489, "6.6.3"),
    ],
    check: Check::Domain(check),
};

/// Compares what the domain asks for with what would apply without its own record.
fn check(facts: &Facts) -> Vec<Hit> {
    let domain = &facts.domain;
    let is_alone = facts.is_organizational() || facts.own_record().is_none();
    let row = facts.effect(RowKind::This);
    let Some(own) = row.map(|row| row.rfc9989.handling).filter(|_| !is_alone) else {
        return Vec::new();
    };
    let mut above = facts.walk.clone();
    if let Some(first) = above.steps.first_mut() {
        first.outcome = StepOutcome::NoData;
    }
    let above = rfc9989(&above, Existence::Exists);
    let (Some(source), true) = (
        above.source,
        above.handling <= Handling::Reject && own < above.handling,
    ) else {
        return Vec::new();
    };
    vec![Hit::new(format!(
        "{domain} asks for {} in its own record, while {} in the record at _dmarc.{} would ask for {}.",
        words(own),
        source.tag,
        source.domain,
        words(above.handling)
    ))]
}

/// Returns what is asked, as a phrase.
const fn words(handling: Handling) -> &'static str {
    match handling {
        Handling::Quarantine => "quarantine",
        Handling::Reject => "reject",
        _ => "nothing",
    }
}
