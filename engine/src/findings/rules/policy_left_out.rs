//! Example: `v=DMARC1; rua=mailto:dmarc@example.com`

use super::missing_policy::lacks_policy;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Suggestion, Topic};
use crate::record::dmarc::{DmarcRecord, Outcome, ProblemKind, TagName};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "policy-left-out",
    topic: Topic::Policy,
    severity: Severity::Advice,
    title: "Policy tag is missing",
    why: "Under RFC 9989, a record without p that names a report address counts as p=none. RFC 7489 requires p, and \
          some receivers and checkers treat the record as broken.",
    what_to_do: "Add p=none, or the policy that you want.",
    references: &[
        Reference::new(9989, "4.7"),
        Reference::new(9989, "4.10.1"),
        Reference::new(7489, "6.3"),
    ],
    check: Check::Dmarc(check),
};

/// Looks for a record without `p`, which counts as `p=none`.
fn check(record: &DmarcRecord) -> Vec<Hit> {
    if !lacks_policy(record) || record.outcome != Outcome::Monitoring {
        return Vec::new();
    }
    let message = "The record has no p, so receivers treat it as p=none.";
    let is_clear = record.problems.iter().all(|problem| {
        !matches!(
            problem.kind,
            ProblemKind::MissingEquals | ProblemKind::UnknownTag
        )
    });
    let hit = Hit::new(message);
    // If something else may have been meant as the policy, only the owner knows.
    if !is_clear {
        return vec![hit];
    }
    let text = record.with_tag(TagName::Policy, "none");
    vec![hit.suggesting(Suggestion::instead(text))]
}
