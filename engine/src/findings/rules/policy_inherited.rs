//! A policy that comes from a parent name.

use crate::discovery::{Facts, RowKind};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::record::dmarc::Outcome;

pub(in crate::findings) const RULE: Rule = Rule {
    id: "policy-inherited",
    topic: Topic::Discovery,
    severity: Severity::Note,
    title: "Policy comes from a name above",
    why: "A name without its own record gets the policy of its Organizational Domain, or else of the Public Suffix \
          Domain above. There, sp applies to names that exist and np to those that do not. If these are not set, p \
          applies.",
    what_to_do: "Do nothing if the policy fits this name. If it needs another one, publish a record at its own _dmarc \
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
        format!(", where {} applies to it", source.tag)
    });
    vec![Hit::new(format!(
        "The policy of {domain} comes from its {}: the record at _dmarc.{}{tag}.",
        found.place.as_str(),
        found.domain
    ))]
}
