//! `v=dmarc1; p=none` and other texts that were meant as a record.

use crate::discovery::{Facts, StepOutcome};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::record::dmarc::resembles_dmarc;

/// The rule.
pub(in crate::findings) const RULE: Rule = Rule {
    id: "record-not-recognized",
    topic: Topic::Record,
    severity: Severity::Problem,
    title: "Text that no receiver takes for DMARC",
    why: "A DMARC record begins with v=DMARC1, in these letters and with nothing before them. Receivers discard every \
          other text, so what it asks for is not done and no reports are sent.",
    what_to_do: "Correct the beginning of the text so that it reads v=DMARC1; and the tags follow.",
    references: &[
        Reference::new(9989, "4.7"),
        Reference::new(9989, "4.10"),
        Reference::new(7489, "6.6.3"),
    ],
    check: Check::Domain(check),
};

/// Looks for such texts at every name of the walk that has no record.
fn check(facts: &Facts) -> Vec<Hit> {
    facts
        .walk
        .steps_until_stop()
        .filter(|step| match &step.outcome {
            StepOutcome::OtherText(texts) => texts.iter().any(|text| resembles_dmarc(text)),
            _ => false,
        })
        .map(|step| {
            Hit::new(format!(
                "The text at _dmarc.{} is meant as a DMARC record, but no receiver takes it for one.",
                step.name
            ))
        })
        .collect()
}
