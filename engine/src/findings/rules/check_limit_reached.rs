//! More queries than a check may send.

use crate::discovery::Facts;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "check-limit-reached",
    topic: Topic::Resolver,
    severity: Severity::Note,
    title: "Check reached its query limit",
    why: "A check sends a limited number of queries, so that a record with very many hosts does not overload the \
          browser and the resolver. What was left out is unknown; it is not treated as missing.",
    what_to_do: "Check the names that were left out by hand, or shorten the records that lead to so many.",
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
        "The check sends up to {} queries and left out {}: {}.",
        facts.budget.limit,
        left_out.len(),
        names.join(", ")
    ))]
}

/// How many of these queries are named.
const NAMED: usize = 3;
