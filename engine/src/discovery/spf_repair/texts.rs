//! The texts at a domain that are, or were meant as, SPF records, each as it was probably meant.

use super::SpfCause;
use crate::dns::{Answer, RecordData};
use crate::record::order;
use crate::record::seen::SeenTexts;
use crate::record::spf::{
    Outcome, Qualifier, Slip, TermName, is_ignored_term, is_spf, joints, parse, parted, repair,
    was_meant_as_spf,
};

/// An SPF text at the domain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Text {
    /// The text as receivers read it.
    pub(super) today: String,
    /// The text as it was probably meant; `None` if that is unclear.
    pub(super) meant: Option<String>,
    /// What is wrong with it.
    pub(super) causes: Vec<SpfCause>,
}

/// Returns the SPF records in an answer or, if there are none, the texts that were meant as such. They are in alphabetical order,
/// since the order of an answer has no meaning.
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
            // If only parts without effect would be removed, the record works as it is.
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

/// Returns what a repair corrects: slips, and an `all` that lets everyone pass.
fn cause_of(text: &str, edits: Vec<crate::record::spf::Edit>) -> Vec<SpfCause> {
    // A record that receivers do not accept lets nobody pass, whatever its `all` says.
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

/// Removes everything without effect from a record: a second version, a repeated term, extra blanks, an `exp` that is never used,
/// and parts that belong to another service. The same senders pass as before.
pub(super) fn cleaned(text: &str) -> String {
    let record = parse(text);
    let mut mechanisms = record.effective_mechanisms();
    let fails_somebody = mechanisms.any(|(_, term, _)| term.qualifier == Some(Qualifier::Fail));
    let kept = record.terms.iter().filter(|term| {
        let written = term.span.of(&record.text);
        let is_unused = term.name == Some(TermName::Explanation) && !fails_somebody;
        !is_unused && !is_ignored_term(written)
    });
    joined(kept.map(|term| term.span.of(&record.text)))
}

/// Writes a record with these terms, each once.
pub(super) fn joined<'t>(terms: impl Iterator<Item = &'t str>) -> String {
    let mut text = "v=spf1".to_owned();
    let mut seen = SeenTexts::default();
    for word in terms.flat_map(|term| term.split(' ')) {
        // A term without a qualifier has `+`.
        let meaning = word.strip_prefix('+').unwrap_or(word);
        if !word.is_empty() && seen.is_new_in_any_case(meaning) {
            text.push(' ');
            text.push_str(word);
        }
    }
    text
}

/// Iterates over the terms that are not modifiers.
fn mechanisms(terms: &[String]) -> impl Iterator<Item = &String> {
    let is_modifier = |term: &str| {
        let mut marks = term.matches(['=', ':', '/']);
        marks.next() == Some("=")
    };
    terms.iter().filter(move |term| !is_modifier(term))
}

/// Returns the one record that covers several clean ones: they say the same, or one of them says everything that the others say.
///
/// A term that lets a sender pass adds to a record wherever it is. A term that does not pass excludes senders from the terms
/// after it. So if any record has such a term before `all`, the records must have the same mechanisms in the same order.
pub(super) fn merged(texts: &[String]) -> Option<&String> {
    let terms = |text: &String| -> Vec<String> {
        let words = text.split(' ').skip(1);
        let words = words.map(|word| word.strip_prefix('+').unwrap_or(word));
        words.map(str::to_ascii_lowercase).collect()
    };
    let is_all = |term: &String| term.trim_start_matches(['-', '~', '?']) == "all";
    let takes_away = |terms: &[String]| {
        let mut terms = terms.iter();
        terms.any(|term| term.starts_with(['-', '~', '?']) && !is_all(term))
    };
    let holds = |one: &String, other: &String| {
        let (one, other) = (terms(one), terms(other));
        let is_same = || mechanisms(&one).eq(mechanisms(&other));
        if (takes_away(&one) || takes_away(&other)) && !is_same() {
            return false;
        }
        let all = other.iter().find(|term| is_all(term));
        all.is_none_or(|all| one.contains(all)) && other.iter().all(|term| one.contains(term))
    };
    texts
        .iter()
        .find(|text| texts.iter().all(|other| holds(text, other)))
}
