//! Example: `mode: Enforce`

use super::shared::{most, policy_hit, shown};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::record::mta_sts::{Key, PolicyProblem, StsPolicy};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "mta-sts-policy-value-invalid",
    topic: Topic::MtaSts,
    severity: Severity::Problem,
    title: "Invalid value in MTA-STS policy",
    why: "Senders ignore a policy file that is not valid. They then deliver as if there were no MTA-STS, unless they \
          still have a cached policy.",
    what_to_do: "Write version: STSv1 and mode as enforce, testing or none. Write max_age as a number up to 31557600. \
                 Write one host name on each mx line, with *. in front for all hosts directly below it.",
    references: &[Reference::new(8461, "3.2"), Reference::new(8461, "4.1")],
    check: Check::PolicyFile,
};

/// Looks for values that their keys do not accept.
pub(in crate::findings) fn find(policy: &StsPolicy) -> Vec<Hit> {
    let hits = policy.problems.iter().filter_map(|problem| {
        let PolicyProblem::InvalidValue(key) = problem.kind else {
            return None;
        };
        let takes = match key {
            Key::Version => "version must be STSv1",
            Key::Mode => "mode must be enforce, testing or none",
            Key::Mx => "mx takes one host name, or *. followed by a name",
            Key::MaxAge => "max_age takes a number of seconds up to 31557600",
        };
        let written = shown(problem.span.of(&policy.text));
        let message = format!("“{written}” is not valid: {takes}.");
        Some(policy_hit(policy, problem.span, message))
    });
    most(hits)
}
