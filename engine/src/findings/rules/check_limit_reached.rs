//! More queries than a check may send.

use crate::discovery::Facts;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "check-limit-reached",
    topic: Topic::Resolver,
    severity: Severity::Note,
    title: "Not everything was asked",
    why: "A check asks a limited number of questions, so that a record that names very many hosts does not keep the \
          browser and the resolver busy. What was left out is not known; it is not taken for missing.",
    what_to_do: "Look at the names that were left out by hand, or shorten what leads to so many.",
    references: &[Reference::new(1035, "7.1")],
    check: Check::Domain(check),
};

/// Looks for queries that were left out.
fn check(facts: &Facts) -> Vec<Hit> {
    let left_out = &facts.budget.left_out;
    if left_out.is_empty() {
        return Vec::new();
    }
    let mut names: Vec<_> = left_out
        .iter()
        .take(NAMED)
        .map(ToString::to_string)
        .collect();
    let more = left_out.len() - names.len();
    if more > 0 {
        names.push(format!("{more} more"));
    }
    vec![Hit::new(format!(
        "The check asks up to {} questions and left out {}: {}.",
        facts.budget.limit,
        left_out.len(),
        names.join(", ")
    ))]
}

/// How many of these queries are named.
const NAMED: usize = 3;
