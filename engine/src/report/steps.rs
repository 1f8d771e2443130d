//! [`StepView`]: how the policy was found, described in words.

mod message;

use message::{Discovery, Message, NOT_QUERIED, Role};

use crate::advice::State;
use crate::discovery::{Facts, RowKind, Step, StepOutcome};
use crate::domain::DomainName;
use crate::record::dmarc::Outcome;

/// One query of policy discovery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepView {
    /// The name queried.
    pub name: String,
    /// The state that the answer leads to.
    pub state: State,
    /// The answer as a sentence.
    pub sentence: String,
    /// How the name relates to the domain: its own name, its Organizational Domain and so on; empty for other names.
    pub role: String,
    /// The TXT records found.
    pub texts: Vec<String>,
    /// The CNAME records followed.
    pub aliases: Vec<DomainName>,
    /// Whether receivers stop before they send this query.
    pub is_after_stop: bool,
}

/// Describes a query of policy discovery.
pub(super) fn step_view(facts: &Facts, step: &Step) -> StepView {
    let policy = facts.policy();
    let is_policy = policy
        .as_ref()
        .is_some_and(|found| found.domain == step.name);
    let (state, message) = match &step.outcome {
        StepOutcome::Found(record) => {
            let is_organizational = facts.organizational_domain().map(|name| name == step.name);
            let role = if is_policy && record.outcome == Outcome::Ignored {
                Role::IgnoredPolicy
            } else if is_policy {
                Role::Policy
            } else if step.is_after_stop {
                Role::AfterStop
            } else if facts.walk.is_undecided() {
                Role::PerhapsPolicy
            } else {
                match is_organizational {
                    None => Role::PerhapsOrganizational,
                    Some(true) => Role::Organizational,
                    Some(false) => Role::None,
                }
            };
            (State::Good, Message::Record(role))
        }
        StepOutcome::Several(records) => (State::Problem, Message::Several(records.len())),
        StepOutcome::OtherText(_) => (State::Advice, Message::OtherText),
        StepOutcome::NoData => (State::NotSet, Message::NoData),
        StepOutcome::NxDomain => (State::NotSet, Message::NxDomain),
        StepOutcome::Failed(error) => (State::CouldNotTell, Message::Failed(error)),
    };
    let answer = facts.answers.policy_answer(&step.name);
    StepView {
        name: format!("_dmarc.{}", step.name),
        state,
        sentence: message.to_string(),
        role: role(facts, step),
        texts: step.outcome.texts(),
        aliases: answer.map_or_else(Vec::new, |answer| answer.aliases.clone()),
        is_after_stop: step.is_after_stop,
    }
}

/// How a queried name relates to the domain.
fn role(facts: &Facts, step: &Step) -> String {
    if step.is_after_stop {
        return NOT_QUERIED.to_owned();
    }
    let mut roles = Vec::new();
    if step.name == facts.domain {
        roles.push("Author Domain");
    }
    if facts.organizational_domain().as_ref() == Some(&step.name) {
        roles.push("Organizational Domain");
    }
    roles.join(", ")
}

/// Sums up policy discovery in a sentence.
pub(super) fn discovery_sentence(facts: &Facts) -> String {
    let queries = facts.walk.steps_until_stop().count();
    let policy = facts.policy();
    let message = match &policy {
        Some(found) if found.record.outcome == Outcome::Ignored => {
            Discovery::Ignored(&found.domain, found.place)
        }
        Some(found) => Discovery::Found {
            domain: &found.domain,
            place: found.place,
            tag: facts
                .effect(RowKind::This)
                .and_then(|row| row.rfc9989.source.as_ref())
                .map(|source| source.tag),
            organizational_domain: facts.organizational_domain(),
            queries,
        },
        None if facts.walk.is_undecided() => Discovery::CouldNotTell(queries),
        None => Discovery::NotFound(queries),
    };
    message.to_string()
}
