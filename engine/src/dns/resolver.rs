//! [`Resolver`]: the only way in which the engine asks for anything.

use super::{Answer, Question};

/// Answers questions. What cannot be asked is an answer as well: [`Outcome::Failed`](super::Outcome::Failed).
///
/// Futures need not be `Send`: a page has one thread.
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
