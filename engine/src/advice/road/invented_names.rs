//! Nonexistent names: `np=reject`, long before other names can follow.

use crate::advice::TaskId;
use crate::advice::draft::Draft;
use crate::advice::situation::Situation;
use crate::discovery::Existence;
use crate::record::dmarc::{Origin, Policy, TagName};

/// Proposes `np=reject` if it changes what is asked. The record must apply to names below, and the zone must answer NXDOMAIN for
/// nonexistent names.
pub(in crate::advice) fn propose(situation: &Situation<'_>) -> Option<Draft> {
    let record = situation.own_policy()?;
    let control = situation.facts.wildcard.as_ref()?;
    let would_change = record.nonexistent_policy.value < Policy::Reject;
    if !situation.is_organizational()
        || control.existence != Existence::DoesNotExist
        || !would_change
    {
        return None;
    }
    Draft::new(
        TaskId::InventedNames,
        "Ask for reject for subdomains that do not exist",
        format!(
            "{} Receivers on RFC 9989 then apply np to them; those on RFC 7489 ignore np.",
            if record.nonexistent_policy.origin == Origin::Declared
                && record.nonexistent_policy.value < record.policy.value
            {
                format!(
                    "For subdomains of {} that do not exist, np={} asks for less than p={}. Forgers use such names.",
                    situation.domain(),
                    record.nonexistent_policy.value,
                    record.policy.value
                )
            } else {
                format!(
                    "Optional. Forgers also use subdomains of {} that do not exist.",
                    situation.domain()
                )
            }
        ),
    )
    .proposing(situation.changed_record(&[(TagName::NonexistentPolicy, Some("reject"))],
    )?)
    .into()
}
