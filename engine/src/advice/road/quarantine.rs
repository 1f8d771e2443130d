//! From `p=none` to quarantine.

use crate::advice::TaskId;
use crate::advice::draft::{Draft, MONTH};
use crate::advice::situation::Situation;
use crate::record::dmarc::{Origin, Policy, TagName};

/// Proposes quarantine if nothing is asked. Only `p` changes; a declared `sp` is the owner's decision.
pub(in crate::advice) fn propose(situation: &Situation<'_>) -> Option<Draft> {
    let record = situation.own_policy()?;
    if record.policy.value != Policy::None {
        return None;
    }
    let domain = situation.domain();
    let is_shared =
        record.subdomain_policy.origin != Origin::Declared && situation.is_organizational();
    let below = if is_shared {
        " Subdomains follow, since the record has no sp."
    } else {
        ""
    };
    Draft::new(
        TaskId::Quarantine,
        "Ask for quarantine",
        format!(
            "Receivers are then asked to quarantine mail from {domain} that fails DMARC, which usually means the spam \
             folder.{below} Publish it once the points below hold."
        ),
    )
    .proposing(situation.changed_record(&[(TagName::Policy, Some("quarantine"))])?)
    .watching(MONTH)
    .into()
}
