//! `"v=spf1 include:a.example" "include:b.example -all"`

use super::shared::{MOST, shown};
use crate::discovery::Facts;
use crate::dns::RecordData;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Suggestion};
use crate::record::spf::{Content, Outcome, is_spf, parse};

/// The rule.
pub(in crate::findings) const RULE: Rule = Rule {
    id: "spf-strings-joined",
    severity: Severity::Problem,
    title: "SPF strings joined without a blank",
    why: "A long record is published as several character-strings, which receivers join as they are. Without a blank \
          at the end of one, its last term and the first of the next become one term, which is wrong or names a \
          domain that does not exist.",
    what_to_do: "Put a blank at the end of the first string, or publish the record as one string where it fits.",
    references: &[Reference::new(7208, "3.3")],
    check: Check::Domain(check),
};

/// Looks at where the strings of the domain's record meet.
fn check(facts: &Facts) -> Vec<Hit> {
    let Some(answer) = facts
        .answers
        .txt(&facts.domain)
        .filter(|_| facts.around.is_some())
    else {
        return Vec::new();
    };
    let mut hits = Vec::new();
    for record in answer.records() {
        let RecordData::Txt(strings) = record else {
            continue;
        };
        if !is_spf(&strings.concat()) {
            continue;
        }
        let joints: Vec<_> = strings.windows(2).filter_map(|pair| joint(pair)).collect();
        let mended = mended(strings);
        for (before, behind) in joints.iter().take(MOST) {
            let message = format!(
                "{} and {} in the SPF record of {} stand in two strings without a blank between.",
                shown(before),
                shown(behind),
                facts.domain
            );
            let is_sound = parse(&mended).outcome == Outcome::Ok;
            hits.push(Hit {
                message,
                span: None,
                suggestion: is_sound.then(|| Suggestion::at(facts.domain.clone(), mended.clone())),
            });
        }
    }
    hits
}

/// The last term of a string and the first of the next, where both are whole and no blank is between them.
fn joint(pair: &[String]) -> Option<(&str, &str)> {
    let [first, second] = pair else {
        return None;
    };
    let before = first.rsplit(' ').next()?;
    let behind = second.split(' ').next()?;
    (is_term(before) && is_term(behind)).then_some((before, behind))
}

/// Whether a word is a term that RFC 7208 knows. One letter may as well be a part of a name.
fn is_term(word: &str) -> bool {
    let record = parse(&format!("v=spf1 {word}"));
    let term = record.terms.first();
    word.len() > 1
        && term.is_some_and(|term| term.name.is_some() && term.content != Content::Invalid)
}

/// The record with a blank at each such place.
fn mended(strings: &[String]) -> String {
    let mut mended = String::new();
    for (index, string) in strings.iter().enumerate() {
        mended.push_str(string);
        let pair = strings.get(index..index + 2);
        if pair.and_then(joint).is_some() {
            mended.push(' ');
        }
    }
    mended
}
