//! Only a subdomain has a record: publish one at the registered name that changes nothing for names below the subdomain.

use crate::advice::TaskId;
use crate::advice::draft::{Draft, MONTH};
use crate::advice::movement::Movement;
use crate::advice::situation::{Home, Situation};
use crate::discovery::{Change, Proposal, StepOutcome};
use crate::record::dmarc::{Psd, TagName};

/// Proposes a record at the registered name if the domain has a record and the name above it has none
/// ([RFC 9989, section 5.1.4](https://www.rfc-editor.org/rfc/rfc9989#section-5.1.4)).
pub(in crate::advice) fn propose(situation: &Situation<'_>) -> Option<Draft> {
    let facts = situation.facts;
    let registered = facts.registered_domain.as_ref()?;
    let own = situation.own_policy()?;
    let above = facts
        .walk
        .steps
        .iter()
        .find(|step| step.name == *registered)?;
    let is_free = matches!(
        above.outcome,
        StepOutcome::NoData | StepOutcome::NxDomain | StepOutcome::OtherText(_)
    );
    let counts_alone = situation.is_organizational() && own.psd.value != Psd::Yes;
    if situation.home != Home::Here || registered == situation.domain() || !is_free || !counts_alone
    {
        return None;
    }
    let (address, needs_address) = situation.report_address(registered);
    let record = Change::txt(
        registered.child("_dmarc")?,
        Vec::new(),
        format!("v=DMARC1; p=none; rua={address}"),
    )
    .needing_address(needs_address);
    let alone = Proposal {
        changes: vec![record.clone()],
    };
    let after = facts.with(&alone);
    // Names below the subdomain depend on its record. Without psd=n they would follow the registered name's record instead.
    let movement = Movement::between(facts, &after, &alone, &[]);
    let opens_names_below = movement.0.iter().any(|change| {
        let is_of_subdomain =
            change.name == *situation.domain() || change.name.is_below(situation.domain());
        is_of_subdomain && change.asks_less_than_today()
    });
    let domain = situation.domain();
    let draft = Draft::new(
        TaskId::OrganizationRecord,
        format!("Publish a DMARC record at {registered}"),
        format!(
            "{domain} has a DMARC record and {registered} has none, so nothing covers {registered} and its other \
             subdomains. Receivers on RFC 9989 also treat {domain} as a separate organization: mail from {domain} that is \
             signed as {registered} does not align."
        ),
    )
    .watching(MONTH);
    let draft = if opens_names_below && own.psd.value == Psd::Unknown {
        draft.proposing(situation.changed_record(&[(TagName::PublicSuffixDomain, Some("n"))])?)
    } else {
        draft
    };
    Some(draft.changing(record))
}
