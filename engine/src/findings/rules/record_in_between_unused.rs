//! A record between a name and its organizational domain.

use super::shared::most;
use crate::discovery::{Facts, Handling, RowKind};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Suggestion, Topic};
use crate::record::dmarc::{DmarcRecord, TagName};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "record-in-between-unused",
    topic: Topic::Discovery,
    severity: Severity::Advice,
    title: "Record at a name in between is unused",
    why: "The policy of a name comes from the name itself, its Organizational Domain or the Public Suffix Domain. A \
          record at a name in between applies only to that name, not to names below it.",
    what_to_do: "If the record is also meant for this name, publish it here too. If the name in between is its own \
                 organization, add psd=n to its record. Receivers on RFC 7489 do not know that tag.",
    references: &[
        Reference::new(9989, "4.10.1"),
        Reference::new(9989, "4.10.2"),
        Reference::new(7489, "6.6.3"),
    ],
    check: Check::Domain(check),
};

/// Looks for records that the tree walk passed on its way to the policy.
fn check(facts: &Facts) -> Vec<Hit> {
    let Some(found) = facts.inherited_policy() else {
        return Vec::new();
    };
    let domain = &facts.domain;
    let in_force = facts
        .effect(RowKind::This)
        .map_or(Handling::CouldNotTell, |row| row.rfc9989.handling);
    most(
        facts
            .walk
            .steps_until_stop()
            .filter(|step| step.name.is_below(&found.domain))
            .filter_map(|step| Some((&step.name, step.outcome.record()?)))
            .map(|(name, record)| {
                let message = format!(
                    "The record at _dmarc.{name} is not the policy of {domain}; the one at _dmarc.{} is.",
                    found.domain
                );
                let mut hit = Hit::new(message);
                // Never suggest a policy that is weaker than the one in force.
                if Handling::from(record.policy.value) >= in_force {
                    hit.suggestion = domain
                        .child("_dmarc")
                        .map(|own| Suggestion::at(own, for_one_name(record)));
                }
                hit
            }),
    )
}

/// Returns the record without the tags that have no effect below the organizational domain.
fn for_one_name(record: &DmarcRecord) -> String {
    let dead: Vec<_> = record
        .tags
        .iter()
        .filter(|tag| {
            matches!(
                tag.name,
                Some(TagName::SubdomainPolicy | TagName::NonexistentPolicy)
            )
        })
        .map(|tag| tag.span)
        .collect();
    if dead.is_empty() {
        record.text.clone()
    } else {
        record.without(&dead)
    }
}
