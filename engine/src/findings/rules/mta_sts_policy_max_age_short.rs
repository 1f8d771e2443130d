//! `mode: enforce` with `max_age: 3600`.

use super::shared::policy_hit;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::record::mta_sts::{Key, Mode, StsPolicy};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "mta-sts-policy-max-age-short",
    topic: Topic::MtaSts,
    severity: Severity::Advice,
    title: "Short max_age in MTA-STS policy",
    why: "Senders forget the policy after max_age. The shorter it is, the sooner an attacker who blocks the policy \
          file can have mail delivered without verified TLS. The standard expects weeks.",
    what_to_do: "Once the policy works, set max_age to several weeks, such as 2592000 for 30 days.",
    references: &[Reference::new(8461, "3.2"), Reference::new(8461, "10.2")],
    check: Check::PolicyFile,
};

/// Looks for an enforced policy that senders keep for less than a week.
pub(in crate::findings) fn find(policy: &StsPolicy) -> Vec<Hit> {
    let Some(seconds) = policy.max_age.filter(|seconds| *seconds < WEEK) else {
        return Vec::new();
    };
    let mut lines = policy.lines.iter();
    let line = lines.find(|line| line.key == Some(Key::MaxAge));
    let (Some(line), Some(Mode::Enforce)) = (line, policy.mode) else {
        return Vec::new();
    };
    let unit = if seconds == 1 { "second" } else { "seconds" };
    let message = format!("Senders keep the policy for {seconds} {unit}, less than a week.");
    vec![policy_hit(policy, line.span, message)]
}

/// A week in seconds.
const WEEK: u32 = 604_800;
