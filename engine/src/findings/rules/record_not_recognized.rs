//! `v=dmarc1; p=none` and other texts that were meant as a record.

use super::shared::most;
use super::{
    blank_before_version, control_character, missing_semicolon, non_ascii_character,
    record_in_quotes, version_in_wrong_case, version_not_first, version_unknown,
};
use crate::discovery::{Facts, Step, StepOutcome};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::record::dmarc::resembles_dmarc;

pub(in crate::findings) const RULE: Rule = Rule {
    id: "record-not-recognized",
    topic: Topic::Record,
    severity: Severity::Problem,
    title: "Text is not recognized as a DMARC record",
    why: "A DMARC record begins with v=DMARC1, in exactly these letters, with nothing before it. Receivers discard any \
          other text, so it has no effect and no reports are sent.",
    what_to_do: "Correct the beginning of the text so that it reads v=DMARC1; followed by the tags.",
    references: &[
        Reference::new(9989, "4.7"),
        Reference::new(9989, "4.10"),
        Reference::new(7489, "6.6.3"),
    ],
    check: Check::Domain(check),
};

/// Rules that explain what is wrong with the beginning of a text.
const REASONS: [Rule; 8] = [
    blank_before_version::RULE,
    control_character::RULE,
    missing_semicolon::RULE,
    non_ascii_character::RULE,
    record_in_quotes::RULE,
    version_in_wrong_case::RULE,
    version_not_first::RULE,
    version_unknown::RULE,
];

/// Looks for such texts at every name of the tree walk without a record, unless a rule about the text explains the mistake.
fn check(facts: &Facts) -> Vec<Hit> {
    most(
        facts
            .walk
            .steps_until_stop()
            .filter(|step| match &step.outcome {
                StepOutcome::OtherText(texts) => texts.iter().any(|text| resembles_dmarc(text)),
                _ => false,
            })
            .filter(|step| !has_reason(facts, step))
            .map(|step| {
                Hit::new(format!(
                    "The text at _dmarc.{} looks like a DMARC record, but no receiver treats it as one.",
                    step.name
                ))
            }),
    )
}

/// Whether a rule about the shown text says what is wrong with it.
fn has_reason(facts: &Facts, step: &Step) -> bool {
    let shown = facts.shown_record();
    shown.is_some_and(|shown| {
        shown.domain == step.name
            && REASONS.iter().any(|rule| match rule.check {
                Check::Dmarc(check) => !check(&shown.record).is_empty(),
                _ => false,
            })
    })
}
