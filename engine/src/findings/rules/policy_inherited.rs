//! A policy that comes from a parent name.

use crate::discovery::{Facts, RowKind};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::record::dmarc::Outcome;

pub(in crate::findings) const RULE: Rule = Rule {
    id: "policy-inherited",
    topic: Topic::Discovery,
    severity: Severity::Note,
    title: "Policy comes from a name above",
    why: "A name without a record of its own takes the policy of its Organizational Domain, else of the Public Suffix \
          Domain above. There sp counts for names that exist and np for those that do not; where these are not set, \
          p counts.",
    what_to_do: "Nothing, if the policy fits this name. If it needs another one, publish a record at its own _dmarc \
                 name.",
    references: &[
        Reference::new(9989, "4.10.1"),
        Reference::new(7489, "6.6.3"),
    ],
    check: Check::Domain(check),
};

/// Looks for a policy that was found at another name than the domain.
fn check(facts: &Facts) -> Vec<Hit> {
    let Some(found) = facts.inherited_policy() else {
        return Vec::new();
    };
    let domain = &facts.domain;
    let source = facts
        .effect(RowKind::This)
        .and_then(|row| row.rfc9989.source.as_ref())
        .filter(|source| source.outcome == Outcome::Policy);
    let tag = source.map_or_else(String::new, |source| {
        format!(", where {} counts for it", source.tag)
    });
    vec![Hit::new(format!(
        "The policy of {domain} comes from its {}: the record at _dmarc.{}{tag}.",
        found.place.as_str(),
        found.domain
    ))]
}
