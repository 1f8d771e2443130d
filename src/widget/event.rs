//! [`Event`]: the events that a widget reports to its host page.

use std::rc::Rc;

use crate::{Check, Phase};
use dmarc_engine::dns::LookupError;
use dmarc_engine::report::Report;

/// An event for the host page.
#[derive(Debug, Clone)]
pub enum Event {
    /// A check of this domain started.
    Start(String),
    /// Number of answered questions, and of all asked so far.
    Progress(usize, usize),
    /// A check is complete.
    Result(Rc<Report>),
    /// A check failed.
    Error {
        /// Error code for programs.
        code: &'static str,
        /// Message for people.
        message: String,
        /// A partial report, if there is one.
        report: Option<Rc<Report>>,
    },
}

/// What was last reported about a check, so that nothing is reported twice.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Told {
    /// The id of the check.
    id: u32,
    progress: (usize, usize),
    /// Whether its end was reported.
    is_over: bool,
}

impl Told {
    /// Returns the events since the last call, and marks them as reported.
    pub fn news(&mut self, check: &Check) -> Vec<Event> {
        let mut news = Vec::new();
        // The id 0 means that the check hasn't started.
        if check.id == 0 || (check.id == self.id && self.is_over) {
            return news;
        }
        if check.id != self.id {
            *self = Self {
                id: check.id,
                ..Self::default()
            };
            news.push(Event::Start(check.domain.to_string()));
        }
        if check.progress != self.progress {
            self.progress = check.progress;
            news.push(Event::Progress(check.progress.0, check.progress.1));
        }
        if let Some(end) = end(check) {
            self.is_over = true;
            news.push(end);
        }
        news
    }
}

/// The event for the end of a check; `None` while it runs.
fn end(check: &Check) -> Option<Event> {
    match &check.phase {
        Phase::Asking => None,
        Phase::Done => {
            let report = Rc::clone(&check.finished.as_ref()?.report);
            Some(match undecided(&report) {
                None => Event::Result(report),
                Some(error) => Event::Error {
                    code: if matches!(error, LookupError::Offline) {
                        "offline"
                    } else {
                        "resolver-blocked"
                    },
                    message: format!("{error}."),
                    report: Some(report),
                },
            })
        }
        Phase::Failed(reason) => Some(Event::Error {
            code: "load",
            message: reason.to_string(),
            report: None,
        }),
        Phase::Stopped => Some(Event::Error {
            code: "aborted",
            message: "The check was stopped.".to_owned(),
            report: None,
        }),
    }
}

/// The lookup error that left the policy undecided, if it is.
fn undecided(report: &Report) -> Option<&LookupError> {
    let walk = &report.facts().walk;
    let is_open = walk.is_undecided();
    walk.failed()
        .next()
        .map(|(_, error)| error)
        .filter(|_| is_open)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Action, Calls, Finished, State};
    use dmarc_engine::discovery::{Answers, Facts, Options};
    use dmarc_engine::dns::{Answer, Outcome, Question, RecordType};
    use dmarc_engine::domain::DomainName;
    use dmarc_engine::report::Sections;

    fn name() -> DomainName {
        DomainName::new("a.example").unwrap()
    }

    /// The events after each action.
    fn told(actions: Vec<Action>) -> Vec<String> {
        let (mut state, mut told) = (State::default(), Told::default());
        let mut all = Vec::new();
        for action in actions {
            state = state.after(action);
            let news = told.news(state.check.as_ref().unwrap());
            all.extend(news.into_iter().map(|event| match event {
                Event::Start(domain) => format!("start {domain}"),
                Event::Progress(answered, asked) => format!("progress {answered} {asked}"),
                Event::Result(report) => format!("result {}", report.domain()),
                Event::Error { code, message, .. } => format!("error {code} {message}"),
            }));
        }
        all
    }

    fn finished(answers: Answers) -> Finished {
        let facts = Facts::new(&name(), &Options::default(), answers);
        let report = Rc::new(Report::new(Rc::new(facts)));
        Finished {
            sections: Rc::new(Sections::new(&report)),
            report,
            changes: None,
            calls: Calls::default(),
            later: Vec::new(),
        }
    }

    /// Answers with this outcome for every name that the policy depends on.
    fn answers(outcome: &Outcome) -> Answers {
        let question = |name: &str| Question {
            name: DomainName::new(name).unwrap(),
            kind: RecordType::Txt,
        };
        let names = ["_dmarc.a.example", "_dmarc.example"];
        let answers = names.map(|name| Answer::new(question(name), outcome.clone(), "test"));
        Answers(answers.into_iter().map(Rc::new).collect())
    }

    #[test]
    fn each_step_is_told_once() {
        let finished = finished(answers(&Outcome::NxDomain));
        let expected = [
            "start a.example",
            "progress 1 9",
            "progress 9 9",
            "result a.example",
        ];
        let actions = vec![
            Action::Begin(1, name(), None),
            Action::Progress(1, 1, 9),
            Action::Progress(1, 1, 9),
            Action::Progress(1, 9, 9),
            Action::Finish(1, finished.clone(), 5),
            Action::Finish(1, finished, 5),
        ];
        assert_eq!(told(actions), expected);
    }

    #[test]
    fn a_check_anew_starts_anew() {
        let actions = vec![
            Action::Begin(1, name(), None),
            Action::Stop,
            Action::Begin(2, name(), None),
        ];
        let expected = [
            "start a.example",
            "error aborted The check was stopped.",
            "start a.example",
        ];
        assert_eq!(told(actions), expected);
    }

    #[test]
    fn what_could_not_be_asked_is_an_error_with_a_cause() {
        let of = |error| {
            let finished = finished(answers(&Outcome::Failed(error)));
            told(vec![
                Action::Begin(1, name(), None),
                Action::Finish(1, finished, 5),
            ])
        };
        let offline = of(LookupError::Offline);
        assert!(offline[1].starts_with("error offline "), "{offline:?}");
        let blocked = of(LookupError::Unreachable);
        assert!(
            blocked[1].starts_with("error resolver-blocked "),
            "{blocked:?}"
        );
    }
}
