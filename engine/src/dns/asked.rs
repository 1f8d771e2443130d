//! [`Asked`]: the memory of one check.

use std::cell::RefCell;
use std::rc::Rc;

use futures_util::FutureExt;
use futures_util::future::{LocalBoxFuture, Shared, join_all};

use super::{Answer, LookupError, Outcome, Question, Resolver};

/// An answer on its way, waited for by everyone who asked the question.
type Pending<'a> = Shared<LocalBoxFuture<'a, Rc<Answer>>>;

/// Asks each question once within a check and keeps every answer in the order of asking.
pub struct Asked<'a, R> {
    /// Who answers.
    resolver: &'a R,
    /// How many different questions may be asked.
    limit: usize,
    /// The questions so far.
    pending: RefCell<Vec<(Question, Pending<'a>)>>,
}

impl<'a, R: Resolver> Asked<'a, R> {
    /// A check that has asked nothing yet, and asks at most `limit` different questions.
    pub const fn new(resolver: &'a R, limit: usize) -> Self {
        Self {
            resolver,
            limit,
            pending: RefCell::new(Vec::new()),
        }
    }

    /// The answers to questions that are all asked before any answer is waited for, each only once.
    /// `on_progress` is called when all are asked, and whenever one more answer is there.
    pub async fn ask_all(
        &self,
        questions: impl IntoIterator<Item = Question>,
        on_progress: impl Fn(),
    ) -> Vec<Rc<Answer>> {
        let mut distinct: Vec<Question> = Vec::new();
        for question in questions {
            if !distinct.contains(&question) {
                distinct.push(question);
            }
        }
        let pending: Vec<_> = distinct
            .into_iter()
            .map(|q| self.pending(q).inspect(|_| on_progress()))
            .collect();
        on_progress();
        join_all(pending).await
    }

    /// How many questions were asked and how many of them are answered.
    pub fn progress(&self) -> (usize, usize) {
        let pending = self.pending.borrow();
        (
            pending.len(),
            pending.iter().filter(|(_, p)| p.peek().is_some()).count(),
        )
    }

    /// Finds the question among those asked, or asks it.
    fn pending(&self, question: Question) -> Pending<'a> {
        let mut pending = self.pending.borrow_mut();
        if let Some((_, found)) = pending.iter().find(|(asked, _)| *asked == question) {
            return found.clone();
        }
        if pending.len() >= self.limit {
            let error = Outcome::Failed(LookupError::OverLimit(self.limit));
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
