//! A failed question beside the one that found the policy.

use crate::discovery::{Facts, Place};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};

/// The rule.
pub(in crate::findings) const RULE: Rule = Rule {
    id: "walk-incomplete",
    topic: Topic::Discovery,
    severity: Severity::Note,
    title: "A question of the walk failed",
    why: "The policy was found, but not every name on the way could be asked. A record that stands there would take \
          part in finding the Organizational Domain, on which relaxed alignment hangs, and for a name without a record \
          of its own the policy as well.",
    what_to_do: "Check again later or with another resolver.",
    references: &[Reference::new(9989, "4.10"), Reference::new(9989, "4.10.2")],
    check: Check::Domain(check),
};

/// Looks for failed questions that leave the policy as it is.
fn check(facts: &Facts) -> Vec<Hit> {
    let Some(found) = facts.policy().filter(|_| !facts.walk.is_undecided()) else {
        return Vec::new();
    };
    let domain = &facts.domain;
    let what = if found.place == Place::AuthorDomain {
        format!("the Organizational Domain of {domain} may be another")
    } else {
        format!("the Organizational Domain of {domain}, and with it the policy, may be another")
    };
    facts
        .walk
        .failed()
        .map(|(name, error)| {
            Hit::new(format!(
                "The question for _dmarc.{name} failed ({error}); if there is a record, {what}."
            ))
        })
        .collect()
}
