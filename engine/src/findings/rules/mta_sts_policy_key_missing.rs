//! A policy file without one of the required lines.

use super::shared::{most, policy_hit, policy_key_meant};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::record::mta_sts::{Key, PolicyProblem, StsPolicy, repair_policy};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "mta-sts-policy-key-missing",
    topic: Topic::MtaSts,
    severity: Severity::Problem,
    title: "MTA-STS policy lacks a line",
    why: "Senders ignore a policy file that is not valid. They then deliver as if there were no MTA-STS, unless they \
          still have a cached policy.",
    what_to_do: "Write the four lines version, mode, mx and max_age. mx is optional only with mode: none.",
    references: &[Reference::new(8461, "3.2")],
    check: Check::PolicyFile,
};

/// Looks for missing lines. Another rule reports misspelled ones.
pub(in crate::findings) fn find(policy: &StsPolicy) -> Vec<Hit> {
    let misspelled: Vec<_> = policy
        .problems
        .iter()
        .filter_map(|problem| policy_key_meant(problem.kind, problem.span.of(&policy.text)))
        .collect();
    // If the mode is corrected to none, mx is not required.
    let is_unneeded = |key| key == Key::Mx && repair_policy(policy).is_some();
    let hits = policy
        .problems
        .iter()
        .filter_map(|problem| match problem.kind {
            PolicyProblem::MissingKey(key) if !misspelled.contains(&key) && !is_unneeded(key) => {
                Some(policy_hit(
                    policy,
                    problem.span,
                    format!("The policy has no {} line.", key.as_str()),
                ))
            }
            _ => None,
        });
    most(hits)
}
