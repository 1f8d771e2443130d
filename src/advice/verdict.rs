//! [`Verdict`]: the sentence a manager understands.

use super::{Stage, State, stage};
use crate::discovery::{Existence, Facts, Handling, RowKind, StepOutcome};
use crate::domain::to_unicode;
use crate::record::dmarc::resembles_dmarc;

/// Where the domain stands, in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// How far it has come.
    pub stage: Stage,
    /// What the sentence amounts to.
    pub state: State,
    /// The sentence.
    pub sentence: String,
}

/// Puts the stage of a domain into words.
///
/// A policy asks and the receiver decides, so no sentence promises what receivers do.
pub fn verdict(facts: &Facts) -> Verdict {
    let stage = stage(facts);
    let name = to_unicode(&facts.domain);
    let (outlook, sentence) = match stage {
        Stage::CouldNotTell => (State::CouldNotTell, could_not_tell(facts, &name)),
        Stage::NoRecord => (State::Problem, no_policy(facts, &name)),
        Stage::CollectingBlind => (
            State::Problem,
            format!("Anyone can send mail as {name}. Nothing is stopped, and nobody is told."),
        ),
        Stage::Monitoring => (
            State::Advice,
            format!(
                "Anyone can still send mail as {name}. Reports are asked for, but nothing is stopped."
            ),
        ),
        Stage::Quarantine => (
            State::Advice,
            format!("Receivers are asked to treat forged mail from {name} as suspicious."),
        ),
        Stage::Reject => reject(facts, &name),
        Stage::Locked => (
            State::Good,
            format!(
                "{name} sends no mail, and receivers are asked to refuse all that claims to be from it."
            ),
        ),
    };
    Verdict {
        stage,
        state: outlook,
        sentence,
    }
}

/// The sentence where a query failed that decides.
fn could_not_tell(facts: &Facts, name: &str) -> String {
    let failed = facts.walk.failed().next().map(|(name, _)| name.to_string());
    match failed {
        Some(at) => format!(
            "We could not find out about {name}: the question for _dmarc.{at} got no answer."
        ),
        None => format!("We could not find out about {name}: a question got no answer."),
    }
}

/// The sentence where no policy is in effect.
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
            "{name} does not exist in DNS, and nothing asks receivers to refuse mail that claims to be from it."
        ),
        _ => format!("Anyone can send mail as {name}, and nothing asks receivers to stop it."),
    }
}

/// The sentence for reject, which a weaker policy for subdomains spoils.
fn reject(facts: &Facts, name: &str) -> (State, String) {
    let rows = [RowKind::Subdomain, RowKind::Invented].into_iter();
    let asked: Vec<_> = rows
        .filter_map(|kind| Some(facts.effect(kind)?.rfc9989.handling))
        .collect();
    let known = asked.iter().filter(|handling| handling.as_str().is_some());
    let is_all_known = known.clone().count() == asked.len();
    match known.min() {
        Some(Handling::NoDmarc | Handling::None) => (
            State::Problem,
            format!(
                "Receivers are asked to refuse forged mail from {name}, but not from its subdomains."
            ),
        ),
        _ if !is_all_known => (
            State::CouldNotTell,
            format!(
                "Receivers are asked to refuse forged mail from {name}. Whether from its subdomains too is not known: a \
                 question failed."
            ),
        ),
        Some(Handling::Quarantine) => (
            State::Advice,
            format!(
                "Receivers are asked to refuse forged mail from {name}, and to treat it as suspicious from its subdomains."
            ),
        ),
        _ => (
            State::Good,
            format!("Receivers are asked to refuse forged mail from {name}."),
        ),
    }
}
