//! Example: `*.example.com TXT "v=spf1 -all"`

use super::shared::most;
use crate::discovery::{Facts, StepOutcome};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "wildcard-text-at-dmarc-names",
    topic: Topic::Discovery,
    severity: Severity::Note,
    title: "Wildcard answers at _dmarc names",
    why: "A wildcard returns its TXT records at _dmarc below every name that is not there. Receivers discard them, so \
          they do no harm. But such names seem to exist, so receivers do not use np for them.",
    what_to_do: "Do nothing for DMARC. If the wildcard is not needed, remove it.",
    references: &[
        Reference::new(4592, "2.2.1"),
        Reference::new(9989, "4.10"),
        Reference::new(9989, "3.2.13"),
    ],
    check: Check::Domain(check),
};

/// Looks for texts other than DMARC records at the made-up name.
fn check(facts: &Facts) -> Vec<Hit> {
    most(
        facts
            .wildcard
            .iter()
            .filter(|wildcard| matches!(wildcard.policy, StepOutcome::OtherText(_)))
            .map(|wildcard| {
                Hit::new(format!(
                    "The made-up name _dmarc.{} has TXT records from a wildcard. None of them is a DMARC record.",
                    wildcard.name
                ))
            }),
    )
}
