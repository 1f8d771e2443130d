//! [`Resolver`]: the only way in which the engine sends queries.

use super::{Answer, Question};

/// Answers questions. A failed query is an answer as well: [`Outcome::Failed`](super::Outcome::Failed).
///
/// The futures need not be `Send`, since a page has one thread.
#[allow(async_fn_in_trait)]
pub trait Resolver {
    /// Answers one question.
    async fn ask(&self, question: &Question) -> Answer;
}

impl<R: Resolver> Resolver for &R {
    async fn ask(&self, question: &Question) -> Answer {
        (**self).ask(question).await
    }
}

impl<R: Resolver> Resolver for std::rc::Rc<R> {
    async fn ask(&self, question: &Question) -> Answer {
        (**self).ask(question).await
    }
}
