//! [`State`]: the check on the page, changed only by [`Action`]s.

use std::rc::Rc;

use futures_util::FutureExt;
use futures_util::future::{LocalBoxFuture, pending};
use yew::{AttrValue, Callback, Reducible};

use dmarc_engine::advice::{Caveat, Known};
use dmarc_engine::dns::{Answer, Question};
use dmarc_engine::domain::DomainName;
use dmarc_engine::report::{Changes, Overview, Report, Sections};
use dmarc_engine::spf::{Evaluation, Session};

/// Evaluates SPF for one message with the resolver of the check, as a receiver does. Loads the on-demand part first; the error
/// says why that failed.
pub type Evaluate = Callback<Session, LocalBoxFuture<'static, Result<Evaluation, String>>>;

/// Asks the resolver of the check again, past the answers that the page keeps.
pub type AskAnew = Callback<Question, LocalBoxFuture<'static, Answer>>;

/// How far a check goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Extent {
    /// Only what the first round trip decides; sends no further queries.
    Verdict,
    /// The complete report.
    Report,
}

/// The state of the page.
#[derive(Debug, Clone, Default)]
pub struct State {
    /// The current check; `None` on pages without one.
    pub check: Option<Check>,
}

/// A check and its results so far.
#[derive(Debug, Clone)]
pub struct Check {
    /// Distinguishes this check from earlier ones, whose late answers are dropped.
    pub id: u32,
    pub domain: DomainName,
    /// The latest completed check of the same domain, shown until this one is complete.
    pub before: Option<Rc<Check>>,
    pub phase: Phase,
    /// Number of answered questions, and of all asked so far.
    pub progress: (usize, usize),
    /// The result of the first round trip.
    pub overview: Option<Rc<Overview>>,
    /// The complete result.
    pub finished: Option<Finished>,
    /// Milliseconds from the start to the latest of these results.
    pub elapsed: u32,
}

/// The result of a completed check.
#[derive(Debug, Clone)]
pub struct Finished {
    pub report: Rc<Report>,
    /// The report prepared for display.
    pub sections: Rc<Sections>,
    /// What is different from the check before; `None` for the first check of a domain.
    pub changes: Option<Rc<Changes>>,
    /// What can still be done with it.
    pub calls: Calls,
    /// Answers from these evaluations that the check itself didn't need.
    pub later: Vec<Rc<Answer>>,
}

/// What a visitor can do with a completed check that takes more than its answers.
#[derive(Debug, Clone, PartialEq)]
pub struct Calls {
    /// Evaluates SPF for one sender, with the resolver of the check.
    pub evaluate: Evaluate,
    /// Asks a question of the check again.
    pub ask_anew: AskAnew,
    /// Takes in the owner's answers, which changes the plan.
    pub tell: Callback<Known>,
}

/// Calls that are never answered, for a report that is only shown.
impl Default for Calls {
    fn default() -> Self {
        Self {
            evaluate: Callback::from(|_| pending().boxed_local()),
            ask_anew: Callback::from(|_| pending().boxed_local()),
            tell: Callback::noop(),
        }
    }
}

/// The progress of a check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Phase {
    /// Waiting for answers.
    Asking,
    /// Complete.
    Done,
    /// The later part could not be loaded; says why.
    Failed(AttrValue),
    /// The visitor stopped it.
    Stopped,
}

/// A change to the check. Every action except `Stop` and `Leave` carries the id of its check.
#[derive(Debug, Clone)]
pub enum Action {
    /// A check starts and replaces the current one; a repeated one keeps the latest result.
    Begin(u32, DomainName, Option<Rc<Check>>),
    /// Number of answered questions, and of all asked so far.
    Progress(u32, usize, usize),
    /// The first round trip is complete, this many milliseconds after the start.
    Overview(u32, Rc<Overview>, u32),
    /// The check is complete, this many milliseconds after the start.
    Finish(u32, Finished, u32),
    /// Answers that arrived after the check was complete.
    Later(u32, Vec<Rc<Answer>>),
    /// The report with what the owner told, and the same prepared for display.
    Told(u32, Rc<Report>, Rc<Sections>),
    /// The later part could not be loaded; says why.
    Fail(u32, String),
    /// The visitor stopped the check.
    Stop,
    /// The visitor left for a page without a check.
    Leave,
}

impl Check {
    /// A new check without any answers.
    pub fn new(id: u32, domain: DomainName) -> Self {
        Self {
            id,
            domain,
            before: None,
            phase: Phase::Asking,
            progress: (0, 0),
            overview: None,
            finished: None,
            elapsed: 0,
        }
    }

    /// Whether the check tries these DKIM selectors, and every known one if the flag is set. Always true for an unfinished check.
    pub fn is_searching(&self, (selectors, is_for_all): &(Vec<String>, bool)) -> bool {
        self.finished.as_ref().is_none_or(|finished| {
            let options = &finished.report.facts().options;
            options.selectors == *selectors && options.all_selectors == *is_for_all
        })
    }

    /// The line below the verdict, as far as it is known; `None` before the verdict.
    pub fn caveat(&self) -> Option<Caveat> {
        let overview = self.overview.as_ref()?;
        Some(match (&self.finished, &self.phase) {
            (Some(finished), _) => finished.report.caveat.clone(),
            (None, Phase::Asking | Phase::Done) => Caveat::so_far(&overview.facts),
            (None, Phase::Failed(_) | Phase::Stopped) => Caveat::so_far(&overview.facts).left_out(),
        })
    }

    /// The latest complete result: this check or the one before.
    pub fn into_result(mut self) -> Option<Rc<Self>> {
        let before = self.before.take();
        match self.finished {
            Some(_) => Some(Rc::new(self)),
            None => before,
        }
    }

    /// Whether the check is complete.
    pub fn is_done(&self) -> bool {
        self.phase == Phase::Done
    }
}

impl Finished {
    /// Adds later answers, keeping only the latest one for each question.
    fn keep(&mut self, answers: Vec<Rc<Answer>>) {
        self.later
            .retain(|kept| !answers.iter().any(|new| new.question == kept.question));
        self.later.extend(answers);
    }
}

impl State {
    /// Returns the state after an action. Ignores actions that belong to another check or come after the check has ended.
    #[must_use]
    pub fn after(&self, action: Action) -> Self {
        let mut next = self.clone();
        let running = |id| move |check: &&mut Check| check.id == id && check.phase == Phase::Asking;
        match action {
            Action::Begin(id, domain, before) => {
                next.check = Some(Check {
                    before,
                    ..Check::new(id, domain)
                });
            }
            Action::Progress(id, done, total) => {
                if let Some(check) = next.check.as_mut().filter(running(id)) {
                    check.progress = (done, total);
                }
            }
            Action::Overview(id, overview, elapsed) => {
                if let Some(check) = next.check.as_mut().filter(running(id)) {
                    check.overview = Some(overview);
                    check.elapsed = elapsed;
                }
            }
            Action::Finish(id, finished, elapsed) => {
                if let Some(check) = next.check.as_mut().filter(running(id)) {
                    check.overview = Some(Rc::clone(&finished.report.overview));
                    check.finished = Some(finished);
                    check.elapsed = elapsed;
                    check.phase = Phase::Done;
                    check.before = None;
                }
            }
            Action::Later(id, answers) => {
                let check = next.check.as_mut().filter(|check| check.id == id);
                if let Some(finished) = check.and_then(|check| check.finished.as_mut()) {
                    finished.keep(answers);
                }
            }
            Action::Told(id, report, sections) => {
                let check = next.check.as_mut().filter(|check| check.id == id);
                if let Some(finished) = check.and_then(|check| check.finished.as_mut()) {
                    finished.report = report;
                    finished.sections = sections;
                }
            }
            Action::Fail(id, reason) => {
                if let Some(check) = next.check.as_mut().filter(running(id)) {
                    check.phase = Phase::Failed(reason.into());
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
    use dmarc_engine::discovery::{Answers, Facts, Options};
    use dmarc_engine::dns::{LookupError, Outcome, Question};

    fn name() -> DomainName {
        DomainName::new("a.example").unwrap()
    }

    fn facts() -> Rc<Facts> {
        Rc::new(Facts::new(&name(), &Options::default(), Answers::default()))
    }

    fn overview() -> Rc<Overview> {
        Rc::new(Overview::new(facts()))
    }

    fn finished() -> Finished {
        let report = Rc::new(Report::new(facts()));
        Finished {
            sections: Rc::new(Sections::new(&report)),
            report,
            changes: None,
            calls: Calls::default(),
            later: Vec::new(),
        }
    }

    fn answer(name: &str, outcome: Outcome) -> Rc<Answer> {
        let question = Question::txt(DomainName::new(name).unwrap());
        Rc::new(Answer::new(question, outcome, "one"))
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
            Action::Begin(1, name(), None),
            Action::Progress(1, 3, 7),
            Action::Overview(1, overview(), 40),
            Action::Finish(1, finished(), 80),
        ]);
        assert!(check.is_done() && check.overview.is_some() && check.finished.is_some());
        assert_eq!((check.progress, check.elapsed), ((3, 7), 80));
    }

    #[test]
    fn a_check_keeps_its_verdict_without_the_rest() {
        let check = run([
            Action::Begin(1, name(), None),
            Action::Overview(1, overview(), 40),
            Action::Fail(1, "offline".to_owned()),
        ]);
        assert_eq!(check.phase, Phase::Failed("offline".into()));
        assert!(check.overview.is_some() && check.finished.is_none());
    }

    #[test]
    fn what_belongs_to_another_check_is_dropped() {
        let check = run([
            Action::Begin(1, name(), None),
            Action::Begin(2, name(), None),
            Action::Progress(1, 3, 7),
            Action::Finish(1, finished(), 80),
        ]);
        assert_eq!((check.id, check.phase), (2, Phase::Asking));
        assert_eq!((check.progress, check.elapsed), ((0, 0), 0));
        assert!(check.overview.is_none() && check.finished.is_none());
    }

    #[test]
    fn a_repeated_check_keeps_the_result_until_it_has_its_own() {
        let done = [
            Action::Begin(1, name(), None),
            Action::Finish(1, finished(), 80),
        ];
        let result = run(done).into_result();
        let begin = || Action::Begin(2, name(), result.clone());
        let stopped = run([begin(), Action::Stop]);
        assert!(stopped.before.is_some() && stopped.phase == Phase::Stopped);
        // One that was stopped has no result of its own.
        let kept = stopped.into_result().unwrap();
        assert_eq!((kept.id, kept.is_done()), (1, true));
        let check = run([begin(), Action::Finish(2, finished(), 90)]);
        assert!(check.before.is_none());
        assert_eq!(check.into_result().unwrap().id, 2);
        assert!(
            run([Action::Begin(1, name(), None)])
                .into_result()
                .is_none()
        );
    }

    #[test]
    fn what_the_owner_told_replaces_the_report_of_its_check_only() {
        let told = finished();
        let tell = |id| Action::Told(id, Rc::clone(&told.report), Rc::clone(&told.sections));
        let is_told = |id| {
            let check = run([
                Action::Begin(2, name(), None),
                Action::Finish(2, finished(), 80),
                tell(id),
            ]);
            Rc::ptr_eq(&check.finished.unwrap().report, &told.report)
        };
        assert!(is_told(2) && !is_told(1));
    }

    #[test]
    fn a_check_that_is_done_searched_for_what_it_was_told() {
        let none = (Vec::new(), false);
        let own = (vec!["s1".to_owned()], false);
        let begun = run([Action::Begin(1, name(), None)]);
        assert!(begun.is_searching(&none) && begun.is_searching(&own));
        let done = run([
            Action::Begin(1, name(), None),
            Action::Finish(1, finished(), 80),
        ]);
        assert!(done.is_searching(&none) && !done.is_searching(&own));
        assert!(!done.is_searching(&(Vec::new(), true)));
    }

    #[test]
    fn later_answers_are_kept_one_for_each_question() {
        let one = answer("one.example", Outcome::NoData);
        let failed = answer("two.example", Outcome::Failed(LookupError::ServFail));
        let two = answer("two.example", Outcome::NoData);
        let check = run([
            Action::Begin(2, name(), None),
            Action::Finish(2, finished(), 80),
            Action::Later(1, vec![one.clone()]),
            Action::Later(2, vec![failed, one.clone()]),
            Action::Later(2, vec![two.clone()]),
        ]);
        assert_eq!(check.finished.unwrap().later, [one, two]);
    }

    #[test]
    fn a_stopped_check_stays_stopped() {
        let check = run([
            Action::Begin(1, name(), None),
            Action::Stop,
            Action::Finish(1, finished(), 80),
        ]);
        assert_eq!(check.phase, Phase::Stopped);
        assert!(check.finished.is_none());
    }

    #[test]
    fn a_finished_check_cannot_be_stopped() {
        let check = run([
            Action::Begin(1, name(), None),
            Action::Finish(1, finished(), 80),
            Action::Stop,
        ]);
        assert!(check.is_done());
    }
}
