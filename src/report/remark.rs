//! [`Remark`]: what a rule found, said where it belongs.

use crate::advice::State;
use crate::findings::{Findings, Severity};

/// What a rule found. Sections repeat it beside what it is about; why it matters stands with the findings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// How urgent it is.
    pub severity: Severity,
    /// The sentence of the finding.
    pub text: String,
}

/// What the rules found whose names begin in one of these ways.
pub(super) fn remarks(findings: &Findings, prefixes: &[&str]) -> Vec<Remark> {
    let found = findings.found.iter().filter(|finding| {
        let id = finding.rule.id;
        prefixes.iter().any(|prefix| id.starts_with(prefix))
    });
    found
        .map(|finding| Remark {
            severity: finding.severity(),
            text: finding.hit.message.clone(),
        })
        .collect()
}

/// Takes out of `remarks` those that mention a name, as a word of their own.
pub(super) fn take_about(remarks: &mut Vec<Remark>, name: &str) -> Vec<Remark> {
    let is_edge = |c: char| matches!(c, '.' | ',' | ':' | ';' | '(' | ')');
    let is_about = |remark: &Remark| {
        let mut words = remark.text.split_whitespace();
        words.any(|word| word.trim_matches(is_edge) == name)
    };
    let mut about = Vec::new();
    let mut others = Vec::new();
    for remark in remarks.drain(..) {
        if is_about(&remark) {
            about.push(remark);
        } else {
            others.push(remark);
        }
    }
    *remarks = others;
    about
}

/// A state, made worse by what the rules found.
pub(super) fn with_remarks(mut state: State, remarks: &[Remark]) -> State {
    for remark in remarks {
        state = match remark.severity {
            Severity::Problem => worse(state, State::Problem),
            Severity::Advice => worse(state, State::Advice),
            Severity::Note => state,
        };
    }
    state
}

/// The state of two that matters more.
pub(super) const fn worse(one: State, other: State) -> State {
    if rank(other) > rank(one) { other } else { one }
}

/// How much a state matters.
const fn rank(state: State) -> u8 {
    match state {
        State::NotApplicable => 0,
        State::NotSet => 1,
        State::Good => 2,
        State::CouldNotTell => 3,
        State::Advice => 4,
        State::Problem => 5,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A piece of advice.
    fn advice(text: &str) -> Remark {
        Remark {
            severity: Severity::Advice,
            text: text.to_owned(),
        }
    }

    #[test]
    fn a_name_is_a_word_of_its_own() {
        let mut all = vec![
            advice("The key at a.example has 512 bits."),
            advice("The key at b.a.example has 512 bits."),
            advice("No key stands at a.example."),
        ];
        assert_eq!(take_about(&mut all, "a.example").len(), 2);
        assert_eq!(all, [advice("The key at b.a.example has 512 bits.")]);
    }

    #[test]
    fn what_is_found_makes_it_worse() {
        assert_eq!(with_remarks(State::Good, &[advice("x")]), State::Advice);
        assert_eq!(with_remarks(State::Problem, &[advice("x")]), State::Problem);
        assert_eq!(with_remarks(State::NotSet, &[]), State::NotSet);
    }
}
