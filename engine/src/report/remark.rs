//! [`Remark`]: a finding, repeated in the section it belongs to.

use crate::advice::State;
use crate::findings::{About, Findings, Severity, Topic};

/// A finding, repeated next to what it is about. The explanation of why it matters is shown once, with the findings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// How urgent it is.
    pub severity: Severity,
    /// The finding's message.
    pub text: String,
    /// What the finding is about.
    pub about: Vec<About>,
}

/// The findings on these topics, one remark per place.
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

/// The remarks about one thing.
pub(super) fn remarks_about(remarks: &[Remark], about: &About) -> Vec<Remark> {
    let found = remarks.iter().filter(|remark| remark.speaks_of(about));
    found.cloned().collect()
}

impl Remark {
    /// Whether the remark is about this thing.
    pub fn speaks_of(&self, about: &About) -> bool {
        self.about.contains(about)
    }
}

/// The state, lowered to the worst that the remarks call for. Notes do not lower it.
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

/// The worse of two states.
pub(super) const fn worse(one: State, other: State) -> State {
    one.worse(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A remark that gives advice about a selector.
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
