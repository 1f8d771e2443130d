//! Several DMARC records at one name.

use super::shared::most;
use crate::discovery::{Facts, StepOutcome};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "several-records",
    topic: Topic::Discovery,
    severity: Severity::Problem,
    title: "Several DMARC records at one name",
    why: "Receivers do not choose between them. Those on RFC 9989 discard all records at this name and look further \
          up. Those on RFC 7489 apply no DMARC at all. Either way, these records have no effect.",
    what_to_do: "Keep one record and remove the others.",
    references: &[Reference::new(9989, "4.10"), Reference::new(7489, "6.6.3")],
    check: Check::Domain(check),
};

/// Looks for several records at every name of the tree walk.
fn check(facts: &Facts) -> Vec<Hit> {
    most(
        facts
            .walk
            .steps_until_stop()
            .filter_map(|step| match &step.outcome {
                StepOutcome::Several(records) => Some((&step.name, records.len())),
                _ => None,
            })
            .map(|(name, count)| {
                Hit::new(format!(
                    "_dmarc.{name} has {count} DMARC records, so none of them counts."
                ))
            }),
    )
}
