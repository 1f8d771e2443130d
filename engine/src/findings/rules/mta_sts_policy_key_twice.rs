//! `mode: testing` and `mode: enforce` in one file.

use super::shared::{most, policy_hit};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::record::mta_sts::{PolicyProblem, StsPolicy};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "mta-sts-policy-key-twice",
    topic: Topic::MtaSts,
    severity: Severity::Advice,
    title: "MTA-STS policy has a line twice",
    why: "Only mx may appear more than once. For any other key, senders use the first line and ignore the rest, which \
          may not be what you meant.",
    what_to_do: "Keep one line each for version, mode and max_age.",
    references: &[Reference::new(8461, "3.2")],
    check: Check::PolicyFile,
};

/// Looks for repeated keys.
pub(in crate::findings) fn find(policy: &StsPolicy) -> Vec<Hit> {
    let hits = policy
        .problems
        .iter()
        .filter_map(|problem| match problem.kind {
            PolicyProblem::DuplicateKey(key) => Some(policy_hit(
                policy,
                problem.span,
                format!(
                    "The policy has more than one {} line; senders use the first.",
                    key.as_str()
                ),
            )),
            _ => None,
        });
    most(hits)
}
