//! A line without a colon.

use super::shared::{most, policy_hit, policy_key_meant, shown};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::record::describe_char;
use crate::record::mta_sts::{PolicyProblem, StsPolicy};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "mta-sts-policy-malformed",
    topic: Topic::MtaSts,
    severity: Severity::Problem,
    title: "MTA-STS policy cannot be read",
    why: "Senders ignore a policy file that is not valid. They then deliver as if there were no MTA-STS, unless they \
          still have a cached policy.",
    what_to_do: "Write one key, a colon and one value on each line, in plain text of at most 64 kB.",
    references: &[Reference::new(8461, "3.2"), Reference::new(8461, "3.3")],
    check: Check::PolicyFile,
};

/// Looks for lines without a key and a value, and for a file that is too long.
pub(in crate::findings) fn find(policy: &StsPolicy) -> Vec<Hit> {
    let hits = policy.problems.iter().filter_map(|problem| {
        let written = problem.span.of(&policy.text);
        let what = match problem.kind {
            PolicyProblem::MissingColon => format!("“{}” has no colon", shown(written)),
            PolicyProblem::BadKey if policy_key_meant(problem.kind, written).is_none() => {
                format!("“{}” does not begin with a key", shown(written))
            }
            PolicyProblem::BadCharacter(c) => {
                format!(
                    "it contains a character that is not allowed: {}",
                    describe_char(c)
                )
            }
            PolicyProblem::TooLong => "it is longer than 64 kB".to_owned(),
            _ => return None,
        };
        let message = format!("The policy is not valid: {what}.");
        Some(policy_hit(policy, problem.span, message))
    });
    most(hits)
}
