//! [`PolicyFileView`]: an MTA-STS policy file that the visitor pasted, described in words.

use super::words::{joined, shown};
use crate::advice::State;
use crate::record::mta_sts::{Key, Mode, PolicyProblem, StsPolicy, parse_policy};
use crate::record::{RecordOutcome, describe_char};

/// The most problems that are listed.
const MOST: usize = 8;

/// An MTA-STS policy file, described in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyFileView {
    /// The overall state of the file.
    pub state: State,
    /// That state as a sentence.
    pub headline: String,
    /// Whether the file covers the domain's mail hosts, in a sentence.
    pub coverage: String,
    /// What is wrong with the file, one sentence each.
    pub problems: Vec<String>,
}

impl PolicyFileView {
    /// Reads a policy file and compares it with the hosts of the MX records.
    ///
    /// # Example
    ///
    /// ```
    /// use dmarc_engine::{advice::State, report::PolicyFileView};
    ///
    /// let text = "version: STSv1\nmode: enforce\nmx: *.shop.example\nmax_age: 604800\n";
    /// let view = PolicyFileView::new(text, &["mx.shop.example".to_owned()]);
    /// assert_eq!(view.state, State::Good);
    /// assert_eq!(view.coverage, "It covers every MX host.");
    /// ```
    pub fn new(text: &str, hosts: &[String]) -> Self {
        let policy = parse_policy(text);
        let left_out: Vec<_> = hosts
            .iter()
            .filter(|host| !policy.covers(host))
            .map(|host| shown(host))
            .collect();
        let (state, headline) = headline(&policy, !left_out.is_empty());
        Self {
            state,
            headline: headline.to_owned(),
            coverage: coverage(&policy, hosts.len(), &left_out),
            problems: policy
                .problems
                .iter()
                .take(MOST)
                .map(|problem| sentence(problem.kind, problem.span.of(&policy.text)))
                .collect(),
        }
    }
}

/// What senders do with the file.
fn headline(policy: &StsPolicy, has_left_out: bool) -> (State, &'static str) {
    if policy.outcome != RecordOutcome::Ok {
        return (
            State::Problem,
            "Senders cannot use this file, so it has no effect.",
        );
    }
    let (state, sentence) = match policy.mode {
        Some(Mode::Enforce) if has_left_out => (
            State::Problem,
            "Senders are asked to deliver only over verified TLS and only to hosts that the file lists.",
        ),
        Some(Mode::Enforce) => (
            State::Good,
            "Senders are asked to deliver only over verified TLS.",
        ),
        Some(Mode::Testing) => (
            State::Advice,
            "Senders are asked to report failures but still deliver.",
        ),
        Some(Mode::None) => (State::Advice, "The file says that there is no policy."),
        None => (State::Problem, "The file has no mode."),
    };
    if state == State::Good && !policy.problems.is_empty() {
        return (State::Advice, sentence);
    }
    (state, sentence)
}

/// Which mail hosts the file covers.
fn coverage(policy: &StsPolicy, hosts: usize, left_out: &[String]) -> String {
    if policy.mode == Some(Mode::None) || policy.outcome != RecordOutcome::Ok {
        return String::new();
    }
    if hosts == 0 {
        return "No MX hosts are known to compare it with.".to_owned();
    }
    match joined(left_out) {
        None => "It covers every MX host.".to_owned(),
        Some(hosts) if policy.mode == Some(Mode::Enforce) => {
            format!("It does not cover {hosts}: senders that follow it do not deliver there.")
        }
        Some(hosts) => format!("It does not cover {hosts}."),
    }
}

/// Describes a problem; `at` is the text at its place.
fn sentence(problem: PolicyProblem, at: &str) -> String {
    let at = shown(at);
    match problem {
        PolicyProblem::TooLong => "It is longer than senders are required to read.".to_owned(),
        PolicyProblem::BlankLine => {
            "A line is blank, which the standard does not allow.".to_owned()
        }
        PolicyProblem::MissingColon => format!("“{at}” has no colon."),
        PolicyProblem::BadKey => format!("“{at}” is not a key."),
        PolicyProblem::KeyCase(key) => {
            format!("“{at}” must be {}, in lowercase.", key.as_str())
        }
        PolicyProblem::UnknownKey => {
            format!("“{at}” is not a key of the standard; senders ignore it.")
        }
        PolicyProblem::DuplicateKey(key) => {
            format!("{} appears again; the first one counts.", key.as_str())
        }
        PolicyProblem::MissingKey(key) => format!("{} is missing.", key.as_str()),
        PolicyProblem::InvalidValue(key) => {
            let wanted = match key {
                Key::Version => "STSv1",
                Key::Mode => "enforce, testing or none",
                Key::Mx => "a host name, or *. and a domain",
                Key::MaxAge => "a number of seconds up to 31557600",
            };
            format!("“{at}”: {} must be {wanted}.", key.as_str())
        }
        PolicyProblem::BadCharacter(c) => {
            format!(
                "It contains a character that is not allowed: {}.",
                describe_char(c)
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_that_are_not_covered() {
        let hosts = ["mx.a.example".to_owned(), "mx.b.example".to_owned()];
        let text =
            |mode| format!("version: STSv1\nmode: {mode}\nmx: mx.a.example\nmax_age: 86400\n");
        let view = PolicyFileView::new(&text("enforce"), &hosts);
        assert_eq!(view.state, State::Problem);
        assert_eq!(
            view.coverage,
            "It does not cover mx.b.example: senders that follow it do not deliver there."
        );
        let view = PolicyFileView::new(&text("testing"), &hosts);
        assert_eq!(
            (view.state, view.coverage.as_str()),
            (State::Advice, "It does not cover mx.b.example.")
        );
    }

    #[test]
    fn what_is_no_policy() {
        let view = PolicyFileView::new("<html>\nmode: on", &[]);
        assert_eq!(view.state, State::Problem);
        assert_eq!(
            view.problems,
            [
                "“<html>” has no colon.",
                "“mode: on”: mode must be enforce, testing or none.",
                "version is missing.",
                "max_age is missing.",
                "mx is missing."
            ]
        );
        assert_eq!(view.coverage, "");
    }
}
