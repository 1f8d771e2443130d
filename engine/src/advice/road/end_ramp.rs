//! A policy that `pct` or `t` holds back.

use crate::advice::TaskId;
use crate::advice::draft::{Draft, MONTH};
use crate::advice::situation::Situation;
use crate::record::dmarc::{Policy, TagName};

/// Proposes the full policy if it is held back by `pct` (receivers on RFC 7489) or by `t=y` (receivers on RFC 9989).
pub(in crate::advice) fn propose(situation: &Situation<'_>) -> Option<Draft> {
    let record = situation.own_policy()?;
    let strictest = record
        .policy
        .value
        .max(record.subdomain_policy.value)
        .max(record.nonexistent_policy.value);
    let is_partial = record.percentage.value < 100
        && record.policy.value.max(record.subdomain_policy.value) > Policy::None;
    let is_testing = record.is_testing.value && strictest > Policy::None;
    let held_back = match (is_partial, is_testing) {
        (true, true) => format!(
            "pct={} holds the policy back at receivers on RFC 7489, and t=y at those on RFC 9989",
            record.percentage.value
        ),
        (true, false) => format!(
            "pct={} holds the policy back at receivers on RFC 7489; those on RFC 9989 ignore it",
            record.percentage.value
        ),
        (false, true) => {
            "t=y holds the policy back by one step at receivers on RFC 9989; those on RFC 7489 ignore it".to_owned()
        }
        (false, false) => return None,
    };
    Draft::new(
        TaskId::EndRamp,
        format!("Apply p={} in full", record.policy.value),
        format!(
            "{held_back}. Remove {} to ask all receivers for the same.",
            if is_partial && is_testing {
                "them"
            } else {
                "it"
            }
        ),
    )
    .proposing(situation.changed_record(&[(TagName::Percentage, None), (TagName::Testing, None)])?)
    .watching(MONTH)
    .into()
}
