//! [`Asked`]: the memory of one check.

use std::cell::RefCell;
use std::rc::Rc;

use futures_util::FutureExt;
use futures_util::future::{LocalBoxFuture, Shared, join_all};

use super::{Answer, LookupError, Outcome, Question, Resolver};

/// How many different questions one check asks at most. A record that names a thousand report addresses
/// must not make every visitor's browser ask thousands of questions.
const MAX_QUESTIONS: usize = 100;

/// An answer on its way, waited for by everyone who asked the question.
type Pending<'a> = Shared<LocalBoxFuture<'a, Rc<Answer>>>;

/// Asks each question once within a check and keeps every answer in the order of asking.
pub struct Asked<'a, R> {
    /// Who answers.
    resolver: &'a R,
    /// The questions so far.
    pending: RefCell<Vec<(Question, Pending<'a>)>>,
}

impl<'a, R: Resolver> Asked<'a, R> {
    /// A check that has asked nothing yet.
    pub const fn new(resolver: &'a R) -> Self {
        Self {
            resolver,
            pending: RefCell::new(Vec::new()),
        }
    }

    /// The answer, asked for now or before.
    pub async fn ask(&self, question: Question) -> Rc<Answer> {
        self.pending(question).await
    }

    /// The answers to questions that are all asked before any answer is waited for.
    pub async fn ask_all(&self, questions: impl IntoIterator<Item = Question>) -> Vec<Rc<Answer>> {
        join_all(
            questions
                .into_iter()
                .map(|q| self.pending(q))
                .collect::<Vec<_>>(),
        )
        .await
    }

    /// How many questions were asked and how many of them are answered.
    pub fn progress(&self) -> (usize, usize) {
        let pending = self.pending.borrow();
        (
            pending.len(),
            pending.iter().filter(|(_, p)| p.peek().is_some()).count(),
        )
    }

    /// The answers that are there, in the order of asking.
    pub fn answers(&self) -> Vec<Rc<Answer>> {
        self.pending
            .borrow()
            .iter()
            .filter_map(|(_, p)| p.peek().cloned())
            .collect()
    }

    /// Finds the question among those asked, or asks it.
    fn pending(&self, question: Question) -> Pending<'a> {
        let mut pending = self.pending.borrow_mut();
        if let Some((_, found)) = pending.iter().find(|(asked, _)| *asked == question) {
            return found.clone();
        }
        if pending.len() >= MAX_QUESTIONS {
            let error = Outcome::Failed(LookupError::OverLimit(MAX_QUESTIONS));
            return std::future::ready(Rc::new(Answer::new(question, error, "")))
                .boxed_local()
                .shared();
        }
        let resolver = self.resolver;
        let asked = question.clone();
        let answer = async move { Rc::new(resolver.ask(&asked).await) }
            .boxed_local()
            .shared();
        pending.push((question, answer.clone()));
        answer
    }
}
