//! A failed query that leaves the policy unknown.

use crate::discovery::{Facts, Handling, RowKind};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "policy-not-askable",
    topic: Topic::Discovery,
    severity: Severity::Advice,
    title: "Policy could not be looked up",
    why: "A query that decides the policy failed, so the policy is unknown; there may be a record. If receivers get no \
          answer either, each decides whether to apply DMARC or to defer the mail.",
    what_to_do: "Check again later or with another resolver. If the query fails everywhere, check the zone's name \
                 servers and DNSSEC.",
    references: &[
        Reference::new(9989, "4.10.1"),
        Reference::new(7489, "6.6.3"),
    ],
    check: Check::Domain(check),
};

/// Looks for failed queries that decide the policy.
fn check(facts: &Facts) -> Vec<Hit> {
    let domain = &facts.domain;
    let is_open = facts
        .effect(RowKind::This)
        .is_some_and(|row| row.rfc9989.handling == Handling::CouldNotTell);
    if facts.walk.is_undecided() {
        let failed = facts.walk.failed();
        failed
            .map(|(name, error)| {
                let resolver = facts
                    .answers
                    .policy_answer(name)
                    .map(|answer| answer.resolver.as_str())
                    .filter(|resolver| !resolver.is_empty())
                    .map_or_else(String::new, |resolver| format!(" at {resolver}"));
                Hit::new(format!(
                    "Could not tell which policy {domain} has: the query for _dmarc.{name} failed{resolver} ({error})."
                ))
            })
            .collect()
    } else if is_open {
        vec![Hit::new(format!(
            "Could not tell whether {domain} exists, because that query failed, so sp or np may apply."
        ))]
    } else {
        Vec::new()
    }
}
