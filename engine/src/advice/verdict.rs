//! [`Verdict`]: one sentence that a manager understands.

use super::{Stage, State, stage};
use crate::discovery::{Existence, Facts, Handling, RowKind, StepOutcome};
use crate::domain::to_unicode;
use crate::record::dmarc::resembles_dmarc;

/// How far the domain is, in one sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// The stage that the sentence describes.
    pub stage: Stage,
    /// How good or bad the stage is on its own.
    pub state: State,
    /// The sentence to show.
    pub sentence: String,
}

/// Describes the stage of a domain in a sentence.
///
/// A policy asks and the receiver decides, so no sentence promises what receivers do.
pub fn verdict(facts: &Facts) -> Verdict {
    let stage = stage(facts);
    let name = to_unicode(&facts.domain);
    let (outlook, sentence) = match stage {
        Stage::CouldNotTell => (State::CouldNotTell, could_not_tell(facts, &name)),
        Stage::NoRecord => (State::Problem, no_policy(facts, &name)),
        Stage::CollectingBlind => (State::Problem, monitoring(facts, &name)),
        Stage::Monitoring => (State::Advice, monitoring(facts, &name)),
        Stage::Quarantine => (
            State::Advice,
            format!("Receivers are asked to treat forged mail from {name} as suspicious."),
        ),
        Stage::Reject => (
            State::Good,
            format!("Receivers are asked to refuse forged mail from {name}."),
        ),
        Stage::Locked => (
            State::Good,
            format!(
                "{name} sends no mail, and receivers are asked to refuse all mail that claims to be from it."
            ),
        ),
    };
    Verdict {
        stage,
        state: outlook,
        sentence,
    }
}

/// The sentence if receivers on RFC 9989 are asked for nothing.
fn monitoring(facts: &Facts, name: &str) -> String {
    let row = facts.effect(RowKind::This);
    match row.map(|row| row.rfc7489.handling) {
        Some(Handling::Quarantine | Handling::Reject) => format!(
            "Receivers differ on forged mail from {name}: those on RFC 9989 are not asked to stop it, those still on RFC \
             7489 are."
        ),
        _ => format!("Anyone can send mail as {name}. Receivers are not asked to stop anything."),
    }
}

/// The sentence if a deciding query failed.
fn could_not_tell(facts: &Facts, name: &str) -> String {
    let failed = facts.walk.failed().next().map(|(name, _)| name.to_string());
    match failed {
        Some(at) => format!("We could not check {name}: the query for _dmarc.{at} got no answer."),
        None => format!("We could not check {name}: a query got no answer."),
    }
}

/// The sentence if no policy is in effect.
fn no_policy(facts: &Facts, name: &str) -> String {
    match facts.own_step() {
        StepOutcome::Several(records) => format!(
            "Anyone can send mail as {name}: it has {} DMARC records, so receivers use none of them.",
            records.len()
        ),
        StepOutcome::OtherText(texts) if texts.iter().any(|text| resembles_dmarc(text)) => {
            format!("Anyone can send mail as {name}: receivers do not recognize its DMARC record.")
        }
        _ if facts.policy().is_some() => {
            format!(
                "Anyone can send mail as {name}: its DMARC record is broken, and receivers ignore it."
            )
        }
        _ if facts.existence == Existence::DoesNotExist => format!(
            "{name} does not exist in DNS, and no DMARC policy asks receivers to refuse mail that claims to be from it."
        ),
        _ => format!("Anyone can send mail as {name}: no DMARC policy asks receivers to stop it."),
    }
}
