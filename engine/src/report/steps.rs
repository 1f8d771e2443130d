//! [`StepView`]: how the policy was found, described in words.

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
    let (state, sentence) = match &step.outcome {
        StepOutcome::Found(record) => {
            let is_organizational = facts.organizational_domain().map(|name| name == step.name);
            let sentence = if is_policy && record.outcome == Outcome::Ignored {
                "A record in the right place, but receivers ignore it."
            } else if is_policy {
                "A record, and this is the policy."
            } else if step.is_after_stop {
                "A record, but receivers stop before it."
            } else if facts.walk.is_undecided() {
                "A record. It is not known whether it is the policy, since a query failed."
            } else if is_organizational.is_none() {
                "A record. The policy is the domain's own. It is not known whether this one sets the Organizational \
                 Domain, since a query failed."
            } else if is_organizational == Some(true) {
                "A record. The policy is the domain's own; this one sets the Organizational Domain."
            } else {
                "A record, but a record at this name is never the policy."
            };
            (State::Good, sentence.to_owned())
        }
        StepOutcome::Several(records) => (
            State::Problem,
            format!("{} records, so none counts.", records.len()),
        ),
        StepOutcome::OtherText(_) => (State::Advice, "Text, but no DMARC record.".to_owned()),
        StepOutcome::NoData => (State::NotSet, "No TXT record.".to_owned()),
        StepOutcome::NxDomain => (State::NotSet, "No such name.".to_owned()),
        StepOutcome::Failed(error) => (
            State::CouldNotTell,
            format!("Could not be checked: {error}."),
        ),
    };
    let answer = facts.answers.policy_answer(&step.name);
    StepView {
        name: format!("_dmarc.{}", step.name),
        state,
        sentence,
        role: role(facts, step),
        texts: step.outcome.texts(),
        aliases: answer.map_or_else(Vec::new, |answer| answer.aliases.clone()),
        is_after_stop: step.is_after_stop,
    }
}

/// How a queried name relates to the domain.
fn role(facts: &Facts, step: &Step) -> String {
    if step.is_after_stop {
        return "receivers do not query this name".to_owned();
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
    let asked = facts.walk.steps_until_stop().count();
    let queries = if asked == 1 { "query" } else { "queries" };
    let tag = facts
        .effect(RowKind::This)
        .and_then(|row| row.rfc9989.source.as_ref())
        .map(|s| s.tag);
    match facts.policy() {
        Some(found) if found.record.outcome == Outcome::Ignored => format!(
            "A receiver on RFC 9989 finds the record at _dmarc.{}, the {}, but can't use it, so DMARC does not apply.",
            found.domain,
            found.place.as_str(),
        ),
        Some(found) => {
            let uses = match tag {
                Some(tag) => format!("uses its {tag} tag"),
                None => "uses its sp or np tag".to_owned(),
            };
            let rest = match facts.organizational_domain() {
                Some(name) => format!(
                    "The whole tree walk takes {asked} {queries}; the Organizational Domain is {name}."
                ),
                None => "Not every parent name could be checked, so the Organizational Domain is not known."
                    .to_owned(),
            };
            format!(
                "A receiver on RFC 9989 finds the policy at _dmarc.{}, the {}, and {uses}. {rest}",
                found.domain,
                found.place.as_str(),
            )
        }
        None if facts.walk.is_undecided() => {
            format!(
                "A receiver on RFC 9989 makes {asked} {queries}. Not all were answered here, so the policy is not known."
            )
        }
        None => format!("A receiver on RFC 9989 makes {asked} {queries} and finds no policy."),
    }
}
