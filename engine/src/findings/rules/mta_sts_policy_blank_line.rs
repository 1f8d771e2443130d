//! A policy file with an empty line.

use super::shared::{most, policy_hit};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::record::mta_sts::{PolicyProblem, StsPolicy};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "mta-sts-policy-blank-line",
    topic: Topic::MtaSts,
    severity: Severity::Note,
    title: "Blank line in MTA-STS policy",
    why: "The format has no blank lines. Senders are likely to skip one, but a strict one may ignore the whole file.",
    what_to_do: "Remove blank lines.",
    references: &[Reference::new(8461, "3.2")],
    check: Check::PolicyFile,
};

/// Looks for empty lines.
pub(in crate::findings) fn find(policy: &StsPolicy) -> Vec<Hit> {
    let hits = policy
        .problems
        .iter()
        .filter_map(|problem| match problem.kind {
            PolicyProblem::BlankLine => Some(policy_hit(
                policy,
                problem.span,
                "The policy has a blank line.".to_owned(),
            )),
            _ => None,
        });
    most(hits)
}
