//! [`Asked`]: the questions and answers of one check.

use std::cell::RefCell;
use std::rc::Rc;

use futures_util::FutureExt;
use futures_util::future::{LocalBoxFuture, Shared, join_all};

use super::{Answer, LookupError, Outcome, Question, Resolver};

/// An answer in progress, shared by everyone who asked the question.
type Pending<'a> = Shared<LocalBoxFuture<'a, Rc<Answer>>>;

/// Sends each distinct question once per check, and keeps every answer in the order of the queries.
pub struct Asked<'a, R> {
    resolver: &'a R,
    /// The most distinct questions that may be sent.
    limit: usize,
    /// The questions so far, with their answers in progress.
    pending: RefCell<Vec<(Question, Pending<'a>)>>,
}

impl<'a, R: Resolver> Asked<'a, R> {
    /// A check that has sent nothing yet and sends at most `limit` distinct questions.
    pub const fn new(resolver: &'a R, limit: usize) -> Self {
        Self {
            resolver,
            limit,
            pending: RefCell::new(Vec::new()),
        }
    }

    /// Sends all questions, each only once, before it waits for any answer. `on_progress` is called once all are sent
    /// and whenever an answer arrives.
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

    /// How many questions were sent, and how many of them have an answer.
    pub fn progress(&self) -> (usize, usize) {
        let pending = self.pending.borrow();
        (
            pending.len(),
            pending.iter().filter(|(_, p)| p.peek().is_some()).count(),
        )
    }

    /// Returns the answer in progress to a question, sending it if it is new.
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
