//! `np` in a zone that never answers NXDOMAIN.

use crate::discovery::{Existence, Facts, RowKind};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::record::dmarc::{DmarcRecord, Outcome, Policy};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "nonexistence-hidden",
    topic: Topic::Policy,
    severity: Severity::Advice,
    title: "Names that do not exist seem to exist",
    why: "Receivers use np only when DNS returns NXDOMAIN: the name does not exist. Here a made-up name gets another \
          answer, from a wildcard or from name servers that sign denials on the fly. So receivers use sp, or else p, \
          for made-up names.",
    what_to_do: "Set sp to the same policy, once the subdomains that send have aligned mail or their own records. Or \
                 remove the wildcard, or have the name servers return NXDOMAIN.",
    references: &[
        Reference::new(9989, "3.2.13"),
        Reference::new(9989, "4.10.1"),
        Reference::new(9824, "2"),
    ],
    check: Check::Domain(check),
};

/// Looks for an `np` that differs from the policy that the made-up name gets.
fn check(facts: &Facts) -> Vec<Hit> {
    let Some(row) = facts.effect(RowKind::Invented) else {
        return Vec::new();
    };
    let source = row.rfc9989.source.as_ref().filter(|source| {
        row.existence == Existence::Exists
            && source.outcome == Outcome::Policy
            && source.domain != row.name
    });
    let Some((source, record)) = source.and_then(|source| {
        let step = facts
            .walk
            .steps
            .iter()
            .find(|step| step.name == source.domain)?;
        Some((source, step.outcome.record()?))
    }) else {
        return Vec::new();
    };
    let (wanted, used) = (
        record.nonexistent_policy.value,
        record.subdomain_policy.value,
    );
    if effective(record, wanted) == effective(record, used) {
        return Vec::new();
    }
    vec![Hit::new(format!(
        "The made-up name {} seems to exist, so receivers use {}={used} for it, and never np={wanted} from the record \
         at _dmarc.{}.",
        row.name, source.tag, source.domain
    ))]
}

/// Returns the policy that remains under test mode.
const fn effective(record: &DmarcRecord, policy: Policy) -> Policy {
    if record.is_testing.value {
        policy.milder()
    } else {
        policy
    }
}
