//! [`Recording`]: the answers of one check, kept and played back.

use std::rc::Rc;

use super::{Answer, LookupError, Outcome, Question, Resolver};

/// Every answer of one check. As a [`Resolver`] it gives the same answers again, so that the same report
/// comes out; what was not asked then fails as [`LookupError::NotRecorded`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Recording {
    /// In the order of asking.
    pub answers: Vec<Rc<Answer>>,
}

impl Resolver for Recording {
    async fn ask(&self, question: &Question) -> Answer {
        self.answers
            .iter()
            .find(|answer| answer.question == *question)
            .map_or_else(
                || {
                    let missing = Outcome::Failed(LookupError::NotRecorded);
                    Answer::new(question.clone(), missing, "recording")
                },
                |answer| Answer::clone(answer),
            )
    }
}
