//! How receivers differ on today's record: the readings from which rises and falls are counted.

use super::situation::{Home, Situation};
use crate::discovery::{Change, Facts, Proposal, StepOutcome};
use crate::record::dmarc::{Reading, readings};

/// The facts as they are for receivers that read the domain's own record in another way than the standards do; empty where
/// all read it alike.
pub(super) fn as_read(situation: &Situation<'_>) -> Vec<Facts> {
    if situation.home != Home::Here {
        return Vec::new();
    }
    let Some(name) = situation.own_name() else {
        return Vec::new();
    };
    let texts = situation.own_records();
    let mut ways: Vec<Option<String>> = texts
        .iter()
        .flat_map(|text| readings(text))
        .map(|reading| as_text(&reading))
        .collect();
    if matches!(situation.facts.own_step(), StepOutcome::Several(_)) {
        // Receivers that take any one of several.
        ways.extend(texts.iter().cloned().map(Some));
    } else if ways.len() < 2 {
        return Vec::new();
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

/// A reading as the record that all receivers would read like that; `None` where it is no record to them.
fn as_text(reading: &Reading) -> Option<String> {
    reading.text()
}
