//! Names that do not exist: `np=reject`, long before other names.

use crate::advice::TaskId;
use crate::advice::draft::Draft;
use crate::advice::situation::Situation;
use crate::discovery::Existence;
use crate::record::dmarc::{Policy, TagName};

/// Proposes `np=reject` where it changes what is asked: in a record that holds for names below, in a zone that says of
/// invented names that they do not exist.
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
        "Ask for reject for names that do not exist",
        format!(
            "Optional. Forgers also invent names below {}. Receivers on RFC 9989 look for np for such names; those on RFC \
             7489 ignore it.",
            situation.domain()
        ),
    )
    .proposing(situation.changed_record(&[(TagName::NonexistentPolicy, Some("reject"))],
    )?)
    .into()
}
