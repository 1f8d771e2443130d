//! How receivers differ on today's record: the readings from which rises and falls are counted.

use super::situation::{Home, Situation};
use crate::discovery::{Change, Facts, Proposal, StepOutcome};
use crate::record::dmarc::{Reading, TagName, parse, readings};

/// The facts as they are for receivers that read the domain's own record in one way or another; empty where all read it
/// alike.
pub(super) fn as_read(situation: &Situation<'_>) -> Vec<Facts> {
    let Some(name) = situation
        .own_name()
        .filter(|_| situation.home == Home::Here)
    else {
        return Vec::new();
    };
    let texts = situation.own_records();
    let mut ways: Vec<Option<String>> = Vec::new();
    for text in &texts {
        let readings = readings(text);
        if readings.len() > 1 {
            ways.extend(readings.iter().map(|reading| as_text(text, reading)));
        }
    }
    if matches!(situation.facts.own_step(), StepOutcome::Several(_)) {
        // Some receivers take any one of several.
        ways.extend(texts.iter().cloned().map(Some));
    }
    ways.sort_unstable();
    ways.dedup();
    let facts = |way: Option<String>| {
        let change = Change {
            value: way,
            ..Change::txt(name.clone(), texts.clone(), "")
        };
        situation.facts.with(&Proposal {
            changes: vec![change],
        })
    };
    ways.into_iter().map(facts).collect()
}

/// A reading of a text as the record that everybody would read like that; `None` where it is no record to them.
fn as_text(text: &str, reading: &Reading) -> Option<String> {
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
