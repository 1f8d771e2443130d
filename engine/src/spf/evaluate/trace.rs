//! [`Evaluation`]: the result for one sender and how it was reached.

use std::rc::Rc;

use crate::dns::Answer;
use crate::record::spf::Qualifier;
use crate::spf::{Cause, SpfResult};

/// The outcome of an evaluation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evaluation {
    /// The SPF result.
    pub result: SpfResult,
    /// Why the sender is not authorized, in the owner's words. Untrusted, like any text from DNS.
    pub explanation: Option<String>,
    /// The domain whose record was queried first.
    pub domain: String,
    /// Why the evaluation ended in an error; `None` if it did not.
    pub cause: Option<Cause>,
    /// The evaluated terms, in order.
    pub steps: Vec<Step>,
    /// The number of terms that caused lookups.
    pub lookups: usize,
    /// The number of terms whose lookups were void.
    pub voids: usize,
    /// The answers used, in the order of their queries.
    pub answers: Vec<Rc<Answer>>,
}

/// An evaluated term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The indices of the terms that led to the record, starting in the domain's own record;
    /// [`Tree::node_at`](crate::spf::Tree::node_at) takes such a path.
    pub path: Vec<usize>,
    /// The index of the term in its record.
    pub term: usize,
    /// The domain whose record contains the term.
    pub domain: String,
    /// The term as written.
    pub text: String,
    /// The term's qualifier; `None` for `redirect`.
    pub qualifier: Option<Qualifier>,
    /// The outcome of the term.
    pub outcome: StepOutcome,
}

/// The outcome of a term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StepOutcome {
    /// Evaluation broke at the term, or below it.
    Broken(Cause),
    /// The sender matches.
    Match,
    /// The sender does not match.
    NoMatch,
    /// The target of `redirect` decided, with this result.
    Decides(SpfResult),
}

impl Evaluation {
    /// The steps that lead to the result: the matching terms, starting in the domain's own record.
    pub fn matching_steps(&self) -> impl Iterator<Item = &Step> {
        self.steps.iter().filter(|step| {
            let is_match = matches!(step.outcome, StepOutcome::Match | StepOutcome::Decides(_));
            is_match && self.leads_to_result(step)
        })
    }

    /// Whether every term on the path to the step matched as well. Inside an `include` that did not pass, a term may
    /// still have matched, with a qualifier other than `+`.
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
