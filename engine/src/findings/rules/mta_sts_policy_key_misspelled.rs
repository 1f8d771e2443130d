//! Example: `Mode: enforce`

use super::shared::{most, policy_hit, policy_key_meant, shown};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::record::mta_sts::StsPolicy;

pub(in crate::findings) const RULE: Rule = Rule {
    id: "mta-sts-policy-key-misspelled",
    topic: Topic::MtaSts,
    severity: Severity::Problem,
    title: "Misspelled key in MTA-STS policy",
    why: "Senders know a key by its exact letters, directly before the colon. They ignore a line with another key, or \
          the whole file becomes invalid.",
    what_to_do: "Write the keys as version, mode, mx and max_age, in lowercase, directly followed by the colon.",
    references: &[Reference::new(8461, "3.2")],
    check: Check::PolicyFile,
};

/// Looks for keys that are almost those of the standard.
pub(in crate::findings) fn find(policy: &StsPolicy) -> Vec<Hit> {
    let hits = policy.problems.iter().filter_map(|problem| {
        let written = problem.span.of(&policy.text);
        let key = policy_key_meant(problem.kind, written)?;
        let message = format!(
            "“{}” is not a policy key; {} was likely meant.",
            shown(written),
            key.as_str()
        );
        Some(policy_hit(policy, problem.span, message))
    });
    most(hits)
}
