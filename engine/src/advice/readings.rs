//! The ways in which receivers read today's record. Rises and falls are measured from them.

use super::situation::{Home, Situation};
use crate::discovery::{Change, Facts, Proposal, StepOutcome};
use crate::record::dmarc::{
    Problem, ProblemKind, Reading, TagName, Value, is_dmarc, parse, readings,
};
use crate::record::order;

/// Today's record as some receivers read it.
#[derive(Debug, Clone)]
pub(super) struct AsRead {
    /// The facts as these receivers see them.
    pub(super) facts: Facts,
    /// Whether receivers on RFC 7489 may be among them.
    pub(super) is_for_rfc7489: bool,
}

/// Returns the ways in which receivers read the domain's own record; empty if all read it alike.
pub(super) fn as_read(situation: &Situation<'_>) -> Vec<AsRead> {
    let Some(name) = situation
        .own_name()
        .filter(|_| situation.home == Home::Here)
    else {
        return Vec::new();
    };
    let texts = situation.own_records();
    let mut ways: Vec<(Option<String>, bool)> = Vec::new();
    for text in &texts {
        let readings = readings(text);
        if readings.len() > 1 {
            let is_for_rfc7489 = !is_plain_for_rfc7489(text);
            let texts = readings.iter().map(|reading| as_text(text, *reading));
            ways.extend(texts.map(|text| (text, is_for_rfc7489)));
        }
    }
    if matches!(situation.facts.own_step(), StepOutcome::Several(_)) {
        // Some receivers pick any one of several records.
        ways.extend(texts.iter().cloned().map(|text| (Some(text), true)));
    }
    order::sort(&mut ways);
    ways.dedup();
    let read = |(value, is_for_rfc7489)| {
        let change = Change {
            value,
            ..Change::txt(name.clone(), texts.clone(), "")
        };
        let changes = vec![change];
        AsRead {
            facts: situation.facts.with(&Proposal { changes }),
            is_for_rfc7489,
        }
    };
    ways.into_iter().map(read).collect()
}

/// Writes a reading as a record that every receiver would read that way; `None` if these receivers see no record.
fn as_text(text: &str, reading: Reading) -> Option<String> {
    let tags = [
        (TagName::Policy, reading.policy?.as_str()),
        (TagName::SubdomainPolicy, reading.subdomain_policy?.as_str()),
        (
            TagName::NonexistentPolicy,
            reading.nonexistent_policy?.as_str(),
        ),
    ];
    Some(parse(text).edited(&tags.map(|(name, value)| (name, Some(value)))))
}

/// Whether all receivers on RFC 7489, to which `np` is an unknown tag, read a text alike.
fn is_plain_for_rfc7489(text: &str) -> bool {
    let record = parse(text);
    let is_sound = |name| record.tag(name).is_none_or(|tag| tag.value == Value::Valid);
    let is_doubled = |problem: &Problem| matches!(problem.kind, ProblemKind::DuplicateTag(_));
    is_dmarc(text)
        && record.has(TagName::Policy)
        && is_sound(TagName::Policy)
        && is_sound(TagName::SubdomainPolicy)
        && !record.problems.iter().any(is_doubled)
}
