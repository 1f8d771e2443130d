//! [`State`]: the check on the page, changed by [`Action`]s alone.

use std::rc::Rc;

use yew::Reducible;

use crate::domain::DomainName;
use crate::report::Report;

/// The check that the page shows, if any.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct State {
    /// The check.
    pub check: Option<Check>,
}

/// A check, as far as it has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// Tells this check from earlier ones, whose late answers are dropped.
    pub id: u32,
    /// What is checked.
    pub domain: DomainName,
    /// How far it has come.
    pub phase: Phase,
    /// How many questions are answered, and how many are asked so far.
    pub progress: (usize, usize),
    /// What is known so far.
    pub report: Option<Rc<Report>>,
    /// How many round trips that took.
    pub round_trips: u32,
    /// How long that took, in milliseconds.
    pub elapsed: u32,
}

/// How far a check has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Questions are out.
    Asking,
    /// Nothing is left to ask.
    Done,
    /// The visitor stopped it.
    Stopped,
}

/// What can happen to a check. All but the first and the last name the check that they are about.
#[derive(Debug, Clone)]
pub enum Action {
    /// A check begins, in place of any other.
    Begin(u32, DomainName),
    /// So many questions are answered, out of so many.
    Progress(u32, usize, usize),
    /// A round trip is over, so many milliseconds after the beginning.
    Report(u32, Rc<Report>, u32),
    /// Nothing is left to ask.
    Finish(u32, Rc<Report>),
    /// The visitor wants no more.
    Stop,
    /// The visitor went elsewhere.
    Leave,
}

impl Check {
    /// A check that has asked nothing yet.
    pub const fn new(id: u32, domain: DomainName) -> Self {
        Self {
            id,
            domain,
            phase: Phase::Asking,
            progress: (0, 0),
            report: None,
            round_trips: 0,
            elapsed: 0,
        }
    }

    /// Whether nothing is left to ask.
    pub fn is_done(&self) -> bool {
        self.phase == Phase::Done
    }
}

impl State {
    /// The state after an action.
    #[must_use]
    pub fn after(&self, action: Action) -> Self {
        let mut next = self.clone();
        let running = |id| move |check: &&mut Check| check.id == id && check.phase == Phase::Asking;
        match action {
            Action::Begin(id, domain) => next.check = Some(Check::new(id, domain)),
            Action::Progress(id, done, total) => {
                if let Some(check) = next.check.as_mut().filter(running(id)) {
                    check.progress = (done, total);
                }
            }
            Action::Report(id, report, elapsed) => {
                if let Some(check) = next.check.as_mut().filter(running(id)) {
                    check.report = Some(report);
                    check.round_trips += 1;
                    check.elapsed = elapsed;
                }
            }
            Action::Finish(id, report) => {
                if let Some(check) = next.check.as_mut().filter(running(id)) {
                    check.report = Some(report);
                    check.phase = Phase::Done;
                }
            }
            Action::Stop => {
                if let Some(check) = next.check.as_mut().filter(|c| c.phase == Phase::Asking) {
                    check.phase = Phase::Stopped;
                }
            }
            Action::Leave => next.check = None,
        }
        next
    }
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Self::Action) -> Rc<Self> {
        Rc::new(self.after(action))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::discovery::{Answers, Facts, Options};

    fn name() -> DomainName {
        DomainName::new("a.example").unwrap()
    }

    fn report() -> Rc<Report> {
        let facts = Facts::new(&name(), &Options::default(), Answers::default());
        Rc::new(Report::new(Rc::new(facts)))
    }

    fn run(actions: impl IntoIterator<Item = Action>) -> Check {
        let state = actions
            .into_iter()
            .fold(State::default(), |state, action| state.after(action));
        state.check.unwrap()
    }

    #[test]
    fn a_check_runs_to_its_end() {
        let check = run([
            Action::Begin(1, name()),
            Action::Progress(1, 3, 7),
            Action::Report(1, report(), 40),
            Action::Report(1, report(), 80),
            Action::Finish(1, report()),
        ]);
        assert!(check.is_done());
        assert_eq!((check.progress, check.round_trips), ((3, 7), 2));
        assert_eq!(check.elapsed, 80);
    }

    #[test]
    fn what_belongs_to_another_check_is_dropped() {
        let check = run([
            Action::Begin(1, name()),
            Action::Begin(2, name()),
            Action::Progress(1, 3, 7),
            Action::Finish(1, report()),
        ]);
        assert_eq!(check, Check::new(2, name()));
    }

    #[test]
    fn a_stopped_check_stays_stopped() {
        let check = run([
            Action::Begin(1, name()),
            Action::Stop,
            Action::Finish(1, report()),
        ]);
        assert_eq!(check.phase, Phase::Stopped);
        assert_eq!(check.report, None);
    }

    #[test]
    fn a_finished_check_cannot_be_stopped() {
        let check = run([
            Action::Begin(1, name()),
            Action::Finish(1, report()),
            Action::Stop,
        ]);
        assert!(check.is_done());
    }
}
