//! [`PolicyFileView`]: an MTA-STS policy file that the visitor pasted, described in words.

mod message;

use message::Message;

use super::words::shown;
use crate::advice::State;
use crate::record::RecordOutcome;
use crate::record::mta_sts::{Mode, StsPolicy, parse_policy};

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
            headline: headline.to_string(),
            coverage: coverage(&policy, hosts.len(), &left_out)
                .map_or_else(String::new, |message| message.to_string()),
            problems: policy
                .problems
                .iter()
                .take(MOST)
                .map(|problem| {
                    Message::Problem(problem.kind, problem.span.of(&policy.text)).to_string()
                })
                .collect(),
        }
    }
}

/// What senders do with the file.
fn headline(policy: &StsPolicy, has_left_out: bool) -> (State, Message<'static>) {
    if policy.outcome != RecordOutcome::Ok {
        return (State::Problem, Message::Unusable);
    }
    let Some(mode) = policy.mode else {
        return (State::Problem, Message::NoMode);
    };
    let state = match mode {
        Mode::Enforce if has_left_out => State::Problem,
        Mode::Enforce if policy.problems.is_empty() => State::Good,
        Mode::Enforce | Mode::Testing | Mode::None => State::Advice,
    };
    (state, Message::Mode { mode, has_left_out })
}

/// Which mail hosts the file covers; `None` if it asks for nothing.
fn coverage<'a>(policy: &StsPolicy, hosts: usize, left_out: &'a [String]) -> Option<Message<'a>> {
    if policy.mode == Some(Mode::None) || policy.outcome != RecordOutcome::Ok {
        return None;
    }
    Some(if hosts == 0 {
        Message::NoHosts
    } else if left_out.is_empty() {
        Message::CoversAll
    } else {
        Message::LeavesOut(left_out, policy.mode)
    })
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
