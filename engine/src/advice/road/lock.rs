//! A domain that is not used for mail: every record that declares so, at once.

use crate::advice::TaskId;
use crate::advice::draft::Draft;
use crate::advice::situation::{Home, Situation};
use crate::advice::{Stage, stage};
use crate::discovery::{Change, ChangeKind, Existence, Handling, Proposal, RowKind};
use crate::record::dmarc::{DmarcRecord, Psd, TagName, merged, parse, repair};
use crate::record::order::sort;

/// Proposes the locking records if the domain's DNS or its owner declares that it neither sends nor receives mail.
pub(in crate::advice) fn propose(situation: &Situation<'_>) -> Option<Draft> {
    let facts = situation.facts;
    let is_unused = match situation.known.sends {
        Some(sends) => !sends,
        None => facts.mail.is_parked(),
    };
    let is_elsewhere = match &situation.home {
        Home::Nowhere(registered) => registered.as_ref() != Some(situation.domain()),
        Home::Here | Home::Above(_) | Home::Foreign(_) => false,
    };
    let is_locked = stage(facts) == Stage::Locked && is_closed_at_rfc7489(situation);
    if !is_unused || is_elsewhere || is_locked || facts.existence != Existence::Exists {
        return None;
    }
    let domain = situation.domain();
    let why = if facts.mail.is_parked() {
        format!("SPF allows no sender for {domain}, and no host accepts mail for it")
    } else {
        format!("{domain} sends no mail")
    };
    let proposal = locked_set(situation);
    if proposal.changes.is_empty() {
        // All the records are already there, even though DNS alone does not show that the domain is out of use.
        return None;
    }
    let draft = Draft::new(
        TaskId::Lock,
        "Lock the domain",
        format!("{why}. A domain without mail can ask for p=reject at once."),
    );
    Some(draft.proposing(proposal))
}

/// Whether the owner says that the domain sends no mail and every record that declares so is published.
pub(in crate::advice) fn is_done(situation: &Situation<'_>) -> bool {
    let is_unused = situation.known.sends == Some(false);
    let is_closed = stage(situation.facts) == Stage::Reject && situation.own_policy().is_some();
    is_unused && is_closed && locked_set(situation).changes.is_empty()
}

/// Returns the missing records that declare that the domain sends no mail.
pub(super) fn locked_set(situation: &Situation<'_>) -> Proposal {
    let facts = situation.facts;
    let domain = situation.domain();
    let mut changes = Vec::new();
    if stage(facts) < Stage::Reject || !is_closed_below(situation) {
        // Subdomains may follow another record, which this one does not replace.
        let is_new = |change: &Change| {
            change
                .value
                .as_ref()
                .is_none_or(|value| change.today.as_slice() != [value.clone()])
        };
        let policy = policy(situation).into_iter();
        changes.extend(policy.flat_map(|policy| policy.changes).filter(is_new));
    }
    let spf = facts.mail.spf_records.as_deref();
    if let Some(records) = spf.filter(|_| !facts.mail.sends_nothing()) {
        // Sorted, so that the order of the answers does not change the advice.
        let mut today = records.to_vec();
        sort(&mut today);
        changes.push(Change::txt(domain.clone(), today, "v=spf1 -all"));
    }
    let mail_setup = facts.mail_setup.as_deref();
    // Without an address record no mail can arrive, so there is nothing to refuse.
    if mail_setup.is_some_and(|mail_setup| mail_setup.mx.is_at_own_address()) {
        changes.push(Change {
            kind: ChangeKind::Mx,
            ..Change::txt(domain.clone(), Vec::new(), "0 .")
        });
    }
    if mail_setup.is_some_and(|mail_setup| mail_setup.dkim.control.state.is_none())
        && let Some(name) = domain.child("*._domainkey")
    {
        changes.push(Change::txt(name, Vec::new(), "v=DKIM1; p="));
    }
    Proposal { changes }
}

/// Whether mail from every name below is also asked to be refused, as far as is known.
fn is_closed_below(situation: &Situation<'_>) -> bool {
    let mut rows = situation.facts.effects.iter();
    rows.all(|row| row.rfc9989.handling >= Handling::Reject) && is_closed_at_rfc7489(situation)
}

/// Whether receivers on RFC 7489 are asked to refuse mail from the name itself. No record at a subdomain changes what they are
/// asked for names below it.
fn is_closed_at_rfc7489(situation: &Situation<'_>) -> bool {
    let row = situation.facts.effect(RowKind::This);
    row.is_some_and(|row| row.rfc7489.handling >= Handling::Reject)
}

/// Proposes the DMARC record that asks to refuse everything, keeping today's report addresses.
fn policy(situation: &Situation<'_>) -> Option<Proposal> {
    let texts = situation.own_records();
    let meant: Vec<_> = texts
        .iter()
        .map(|text| parse(&repair(text).map_or_else(|| text.clone(), |repaired| repaired.text)))
        .collect();
    let records: Vec<&DmarcRecord> = meant.iter().collect();
    let value = if records.is_empty() {
        "v=DMARC1; p=reject".to_owned()
    } else {
        let own = situation.own_policy();
        // Without it, names below would follow another record.
        let is_organization = own.is_some_and(|own| own.psd.value == Psd::No);
        parse(&merged(&records).text).edited(&[
            (TagName::Policy, Some("reject")),
            (TagName::SubdomainPolicy, None),
            (TagName::NonexistentPolicy, None),
            (TagName::Percentage, None),
            (TagName::Testing, None),
            (TagName::PublicSuffixDomain, is_organization.then_some("n")),
        ])
    };
    situation.in_place_of_today(value, false)
}
