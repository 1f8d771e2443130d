//! A failed query, although the policy was found.

use super::shared::most;
use crate::discovery::Facts;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "walk-incomplete",
    topic: Topic::Discovery,
    severity: Severity::Note,
    title: "A query of the tree walk failed",
    why: "The domain has its own policy, but not every name above it could be looked up. A record there would help to \
          decide the Organizational Domain. Relaxed alignment depends on that, and so does the policy of subdomains \
          without their own record.",
    what_to_do: "Check again later or with another resolver.",
    references: &[Reference::new(9989, "4.10"), Reference::new(9989, "4.10.2")],
    check: Check::Domain(check),
};

/// Looks for failed queries that leave the organizational domain unknown, but not the policy.
fn check(facts: &Facts) -> Vec<Hit> {
    if facts.walk.is_undecided() || facts.organizational_domain().is_some() {
        return Vec::new();
    }
    let domain = &facts.domain;
    most(
        facts
            .walk
            .failed()
            .map(|(name, error)| {
                Hit::new(format!(
                    "Could not tell what the Organizational Domain of {domain} is: the query for _dmarc.{name} failed \
                     ({error})."
                ))
            }),
    )
}
