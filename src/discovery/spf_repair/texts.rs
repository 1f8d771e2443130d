//! The texts at a domain that are SPF records or were meant as such, each as it was most likely meant.

use super::SpfCause;
use crate::dns::{Answer, RecordData};
use crate::record::order;
use crate::record::spf::{Outcome, Slip, is_spf, joints, parse, parted, repair, was_meant_as_spf};

/// A text at the domain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Text {
    /// As receivers read it.
    pub(super) today: String,
    /// As it was most likely meant; `None` where that cannot be told.
    pub(super) meant: Option<String>,
    /// What is wrong with it.
    pub(super) causes: Vec<SpfCause>,
}

/// The SPF records in an answer, or without any the texts that were meant as such; in alphabetical order, since that of
/// answers means nothing.
pub(super) fn spf_texts(answer: &Answer) -> Vec<Text> {
    let strings = answer.records().iter().filter_map(|record| match record {
        RecordData::Txt(strings) => Some(strings.as_slice()),
        _ => None,
    });
    let strings: Vec<_> = strings.collect();
    let chosen = |is_chosen: fn(&str) -> bool| {
        let texts = strings
            .iter()
            .filter(|strings| is_chosen(&strings.concat()));
        texts.map(|strings| Text::new(strings)).collect::<Vec<_>>()
    };
    let mut texts = chosen(is_spf);
    if texts.is_empty() {
        texts = chosen(was_meant_as_spf);
    }
    order::sort_by(&mut texts, |one, other| one.today.cmp(&other.today));
    texts
}

impl Text {
    /// Reads the strings of a record.
    fn new(strings: &[String]) -> Self {
        let today = strings.concat();
        let joints = joints(strings);
        let text = parted(strings, &joints);
        let mut causes = Vec::new();
        if !is_spf(&today) {
            causes.push(SpfCause::NotRecognized {
                text: today.clone(),
            });
        }
        for &joint in &joints {
            let word = |part: Option<&str>, last: bool| {
                let mut words = part.unwrap_or_default().split(' ');
                let word = if last {
                    words.next_back()
                } else {
                    words.next()
                };
                word.unwrap_or_default().to_owned()
            };
            let place = joint
                + joints
                    .iter()
                    .position(|at| *at == joint)
                    .unwrap_or_default();
            causes.push(SpfCause::StringsJoined {
                before: word(text.get(..place), true),
                behind: word(text.get(place + 1..), false),
            });
        }
        let repaired = repair(&text);
        let record = parse(&text);
        let meant = match repaired {
            // Where only something without effect would go, the record works.
            Some(repair)
                if record.outcome != Outcome::Ok
                    || !repair.edits.iter().all(|edit| edit.kind.is_harmless()) =>
            {
                causes.extend(cause_of(&text, repair.edits));
                Some(repair.text)
            }
            _ if record.outcome == Outcome::Ok => Some(text),
            _ => {
                let problem = record.fatal_problem();
                let term = problem.and_then(|problem| {
                    let mut terms = record.terms.iter();
                    terms.find(|term| {
                        term.span.start <= problem.span.start && problem.span.end <= term.span.end
                    })
                });
                let term = term.map_or_else(String::new, |term| term.span.of(&text).to_owned());
                causes.push(SpfCause::Unreadable { text, term });
                None
            }
        };
        Self {
            today,
            meant,
            causes,
        }
    }
}

/// What a repair corrects: slips, and an `all` by which everybody passes.
fn cause_of(text: &str, edits: Vec<crate::record::spf::Edit>) -> Vec<SpfCause> {
    // By a record that receivers do not take nobody passes, whatever its `all` says.
    let is_record = parse(text).outcome == Outcome::Ok;
    let (everyone, slips): (Vec<_>, Vec<_>) = edits
        .into_iter()
        .partition(|edit| is_record && edit.kind == Slip::Everyone);
    let mut causes = Vec::new();
    if !slips.is_empty() {
        let text = text.to_owned();
        causes.push(SpfCause::Slips { text, edits: slips });
    }
    causes.extend(everyone.into_iter().map(|edit| SpfCause::Everyone {
        term: edit.span.of(text).to_owned(),
    }));
    causes
}

/// The one record that several come to: they say the same, or one says all that the others say.
pub(super) fn merged(texts: &[String]) -> Option<&String> {
    let terms = |text: &String| -> Vec<String> {
        let words = text.split(' ').filter(|word| !word.is_empty()).skip(1);
        words.map(str::to_ascii_lowercase).collect()
    };
    let is_all = |term: &String| term.trim_start_matches(['+', '-', '~', '?']) == "all";
    let holds = |one: &String, other: &String| {
        let (one, other) = (terms(one), terms(other));
        let all = other.iter().find(|term| is_all(term));
        all.is_none_or(|all| one.contains(all)) && other.iter().all(|term| one.contains(term))
    };
    texts
        .iter()
        .find(|text| texts.iter().all(|other| holds(text, other)))
}
