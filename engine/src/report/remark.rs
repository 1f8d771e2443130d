//! [`Remark`]: what a rule found, said where it belongs.

use crate::advice::State;
use crate::findings::{About, Findings, Severity, Topic};

/// What a rule found. Sections repeat it beside what it is about; why it matters stands with the findings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// How urgent it is.
    pub severity: Severity,
    /// The sentence of the finding.
    pub text: String,
    /// The things that it speaks of.
    pub about: Vec<About>,
}

/// What the rules about these topics found, a remark for each place.
pub(super) fn remarks(findings: &Findings, topics: &[Topic]) -> Vec<Remark> {
    let found = findings.found.iter();
    found
        .filter(|finding| topics.contains(&finding.rule.topic))
        .flat_map(|finding| {
            finding.hits().map(|hit| Remark {
                severity: finding.severity(),
                text: hit.message.clone(),
                about: hit.about.clone(),
            })
        })
        .collect()
}

/// Those that speak of one thing.
pub(super) fn remarks_about(remarks: &[Remark], about: &About) -> Vec<Remark> {
    let found = remarks.iter().filter(|remark| remark.speaks_of(about));
    found.cloned().collect()
}

impl Remark {
    /// Whether it speaks of this thing.
    pub fn speaks_of(&self, about: &About) -> bool {
        self.about.contains(about)
    }
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
    one.worse(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A piece of advice about a selector.
    fn advice(text: &str, selector: &str) -> Remark {
        Remark {
            severity: Severity::Advice,
            text: text.to_owned(),
            about: vec![About::Selector(selector.to_owned())],
        }
    }

    #[test]
    fn a_remark_belongs_to_what_it_speaks_of_whatever_its_words() {
        let all = vec![
            advice("The key at a._domainkey.b.example has 512 bits.", "a"),
            advice("Mail signed with a fails beside b.", "b"),
        ];
        let of = |name: &str| remarks_about(&all, &About::Selector(name.to_owned()));
        assert_eq!(of("a"), all[..1]);
        assert_eq!(of("b"), all[1..]);
        assert_eq!(remarks_about(&all, &About::Vendor("a")), []);
    }

    #[test]
    fn what_is_found_makes_it_worse() {
        let found = [advice("x", "a")];
        assert_eq!(with_remarks(State::Good, &found), State::Advice);
        assert_eq!(with_remarks(State::Problem, &found), State::Problem);
        assert_eq!(with_remarks(State::NotSet, &[]), State::NotSet);
    }
}
