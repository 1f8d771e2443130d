//! [`Options`]: what a check is told; [`Budget`]: what came of its limit.

use super::Answers;
use crate::dns::{LookupError, Outcome, Question};

/// The label of the control question where nobody gives a better one. A page takes a random one, since
/// name servers may keep names that are asked for often.
pub const INVENTED_LABEL: &str = "made-up-7x3k";

/// How many different questions a check asks at most. A record that names a thousand report addresses must not make
/// every visitor's browser ask thousands of questions.
pub const MAX_QUESTIONS: usize = 100;

/// How many more it may ask where every selector that is known is to be tried.
pub const MORE_FOR_ALL_SELECTORS: usize = 200;

/// What a check may be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The label of a subdomain that nobody has, as a control for wildcards and for `np`.
    pub invented_label: String,
    /// DKIM selectors that the visitor knows, as they were typed.
    pub selectors: Vec<String>,
    /// Whether to try every DKIM selector that is known, not just likely ones.
    pub all_selectors: bool,
    /// How many different questions to ask at most, but for those that all selectors take.
    pub max_questions: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            invented_label: INVENTED_LABEL.to_owned(),
            selectors: Vec::new(),
            all_selectors: false,
            max_questions: MAX_QUESTIONS,
        }
    }
}

impl Options {
    /// How many different questions the check asks at most.
    pub const fn limit(&self) -> usize {
        if self.all_selectors {
            self.max_questions.saturating_add(MORE_FOR_ALL_SELECTORS)
        } else {
            self.max_questions
        }
    }
}

/// How many questions a check may ask, and what that made it leave out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Budget {
    /// How many different questions it asks at most.
    pub limit: usize,
    /// How many it asked.
    pub asked: usize,
    /// What it would have asked beyond.
    pub left_out: Vec<Question>,
}

impl Budget {
    /// Counts the questions that were asked.
    pub fn new(limit: usize, answers: &Answers) -> Self {
        let is_over =
            |outcome: &Outcome| matches!(outcome, Outcome::Failed(LookupError::OverLimit(_)));
        let over = answers.0.iter().filter(|answer| is_over(&answer.outcome));
        let left_out: Vec<_> = over.map(|answer| answer.question.clone()).collect();
        Self {
            limit,
            asked: answers.0.len() - left_out.len(),
            left_out,
        }
    }
}
