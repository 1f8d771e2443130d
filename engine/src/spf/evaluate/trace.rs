//! [`Evaluation`]: the result, and the way to it.

use std::rc::Rc;

use crate::dns::Answer;
use crate::record::spf::Qualifier;
use crate::spf::{Cause, SpfResult};

/// What an evaluation comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evaluation {
    /// The result.
    pub result: SpfResult,
    /// Why the sender is not authorized, in the words of the domain's owner. Hostile like any text from DNS.
    pub explanation: Option<String>,
    /// The domain whose record was asked for first.
    pub domain: String,
    /// Why it ended in an error.
    pub cause: Option<Cause>,
    /// The terms that were evaluated, in order.
    pub steps: Vec<Step>,
    /// How many terms caused look-ups.
    pub lookups: usize,
    /// How many terms found nothing.
    pub voids: usize,
    /// The answers that were needed, in the order of asking.
    pub answers: Vec<Rc<Answer>>,
}

/// One term that was evaluated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The places of the terms that led to the record, from the domain's own record on: what
    /// [`Tree::node_at`](crate::spf::Tree::node_at) takes.
    pub path: Vec<usize>,
    /// The place of the term in its record.
    pub term: usize,
    /// The domain that has the record.
    pub domain: String,
    /// The term as written.
    pub text: String,
    /// Its qualifier; `None` for `redirect`.
    pub qualifier: Option<Qualifier>,
    /// What came of it.
    pub outcome: StepOutcome,
}

/// What came of a term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StepOutcome {
    /// It was not finished: evaluation broke in it, or below it.
    Broken(Cause),
    /// The sender matches.
    Match,
    /// The sender does not match.
    NoMatch,
    /// The record that `redirect` leads to decides.
    Decides(SpfResult),
}

impl Evaluation {
    /// The steps that lead to the result: what matched, from the domain's own record on.
    pub fn matching_steps(&self) -> impl Iterator<Item = &Step> {
        self.steps.iter().filter(|step| {
            let is_match = matches!(step.outcome, StepOutcome::Match | StepOutcome::Decides(_));
            is_match && self.leads_to_result(step)
        })
    }

    /// Whether every step above was a match as well. Inside an `include` that came to nothing, something may
    /// have matched with another qualifier.
    fn leads_to_result(&self, step: &Step) -> bool {
        (0..step.path.len()).all(|depth| {
            let (Some(above), Some(term)) = (step.path.get(..depth), step.path.get(depth)) else {
                return false;
            };
            self.steps.iter().any(|other| {
                other.path == above && other.term == *term && other.outcome != StepOutcome::NoMatch
            })
        })
    }
}
