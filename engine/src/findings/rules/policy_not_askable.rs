//! A failed query that leaves the policy unknown.

use crate::discovery::{Facts, Handling, RowKind};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "policy-not-askable",
    topic: Topic::Discovery,
    severity: Severity::Advice,
    title: "Policy could not be asked for",
    why: "A question that decides the policy failed, so nothing can be said about it; a record may well be there. If \
          receivers get no answer either, it is up to them whether they apply DMARC or put the mail off.",
    what_to_do: "Check again later or with another resolver. If the question fails everywhere, look at the name \
                 servers of the zone and at its DNSSEC.",
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
                    "It is not known which policy {domain} has: the question for _dmarc.{name} failed{resolver} \
                     ({error})."
                ))
            })
            .collect()
    } else if is_open {
        vec![Hit::new(format!(
            "It is not known whether {domain} exists, since that question failed; so sp or np may count for it."
        ))]
    } else {
        Vec::new()
    }
}
