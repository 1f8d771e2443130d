//! A record that receivers ignore, or read in different ways.

use crate::advice::draft::{Draft, MONTH};
use crate::advice::movement::{Move, Movement};
use crate::advice::readings::as_read;
use crate::advice::situation::{Home, Situation};
use crate::advice::{By, TaskId};
use crate::discovery::{Facts, Handling, Proposal, RowKind, StepOutcome};
use crate::record::dmarc::{DmarcRecord, Origin, Outcome, Policy, TagName, merged, parse, repair};

/// Proposes one clean record that keeps what is meant and what is in force. Where the standards read none and many
/// receivers follow the policy all the same, the owner's reports decide: monitoring first, the corrected record instead.
pub(in crate::advice) fn propose(situation: &Situation<'_>) -> Option<Draft> {
    if situation.home != Home::Here {
        return None;
    }
    let facts = situation.facts;
    let records = records(situation);
    let corrected = corrected(&records);
    let mild = mild(&records)?;
    let is_used =
        matches!(facts.own_step(), StepOutcome::Found(record) if record.outcome == Outcome::Policy);
    let way = |record: &DmarcRecord| {
        let (text, needs_address) = situation.with_reports(record);
        situation.in_place_of_today(text, needs_address)
    };
    let readings = as_read(situation);
    if is_used
        && readings.is_empty()
        && situation
            .own_records()
            .iter()
            .all(|text| repair(text).is_none())
    {
        return None;
    }
    let judged = |proposal: &Proposal| {
        let after = facts.with(proposal);
        (Movement::between(facts, &after, proposal, &readings), after)
    };
    let draft = Draft::new(TaskId::RepairRecord, title(facts), why(situation)).watching(MONTH);
    let monitoring = way(&mild)?;
    let opens = |proposal: &Proposal| {
        let (movement, _) = judged(proposal);
        movement.0.iter().any(Move::falls_from_today)
    };
    let Some(corrected) = corrected else {
        return Some(if opens(&monitoring.0) {
            let asked = strictest_today(facts);
            let kept = parse(&mild.edited(&[(TagName::Policy, Some(asked.as_str()))]));
            either(draft, asked, way(&kept)?, monitoring)
        } else {
            draft.proposing(monitoring)
        });
    };
    let in_full = way(&corrected)?;
    let (movement, after) = judged(&in_full.0);
    let is_rise = movement.rises().next().is_some();
    let is_fall = movement.0.iter().any(Move::falls_from_today);
    if !is_fall && (!is_rise || movement.is_catching_up()) {
        // What receivers agree on needs no task of its own: it goes with the next change of the record.
        let is_moving = !movement.0.is_empty() || arrives(&after) != arrives(facts);
        return (is_moving || !is_used).then(|| draft.proposing(in_full));
    }
    let is_same = movement.0.iter().all(|change| change.from == change.to);
    if is_used && is_same && movement.is_step_by_step() {
        // As most receivers read it, nothing changes; what the others do is said in the gates.
        return Some(draft.proposing(in_full));
    }
    let policy = corrected.policy.value;
    if opens(&monitoring.0) {
        return Some(either(draft, policy, in_full, monitoring));
    }
    let proof = if situation.arrival.is_none() {
        "A message that you send through a server of yours that fails DMARC shows"
    } else {
        "Your reports (policy_published and disposition in them) show"
    };
    Some(draft.proposing(monitoring).unless(
        format!("{proof} that receivers apply p={policy} today"),
        in_full,
    ))
}

/// The same where nothing else is left to do: slips that change nothing for mail.
pub(in crate::advice) fn tidy_up(situation: &Situation<'_>) -> Option<Draft> {
    let record = situation.own_policy()?;
    let domain = situation.domain();
    // Below the Organizational Domain, which both standards see there, tags about names below have no effect.
    let has_dead_tags = !situation.is_organizational()
        && situation.facts.registered_domain.as_ref() != Some(domain)
        && (record.has(TagName::SubdomainPolicy) || record.has(TagName::NonexistentPolicy));
    if !has_dead_tags {
        repair(&record.text)?;
    }
    let draft = Draft::new(
        TaskId::RepairRecord,
        "Correct the record",
        format!(
            "The record of {domain} has mistakes that change nothing for mail today. The findings show them."
        ),
    );
    Some(draft.proposing(situation.changed_record(&[])?))
}

/// The records at the name, each as it was meant.
fn records(situation: &Situation<'_>) -> Vec<DmarcRecord> {
    let mut texts = situation.own_records();
    texts.dedup();
    let meant = |text: String| repair(&text).map_or(text, |repaired| repaired.text);
    texts.into_iter().map(|text| parse(&meant(text))).collect()
}

/// The record with the policy that was meant, where that is certain: that of the one record, or what all usable ones agree
/// on.
fn corrected(records: &[DmarcRecord]) -> Option<DmarcRecord> {
    let usable: Vec<_> = records
        .iter()
        .filter(|record| record.outcome == Outcome::Policy)
        .collect();
    let (first, others) = usable.split_first()?;
    let is_same = |record: &&DmarcRecord| {
        record.policy.value == first.policy.value
            && record.subdomain_policy.value == first.subdomain_policy.value
    };
    match others {
        [] if records.len() == 1 => Some(as_most_read_it(first)),
        others if others.iter().all(is_same) => Some(parse(&merged(&usable).text)),
        _ => None,
    }
}

/// A record with the policies that it has for most receivers: of a tag that stands twice, the last.
fn as_most_read_it(record: &DmarcRecord) -> DmarcRecord {
    let policies = [
        (TagName::Policy, &record.policy),
        (TagName::SubdomainPolicy, &record.subdomain_policy),
        (TagName::NonexistentPolicy, &record.nonexistent_policy),
    ];
    let tags: Vec<_> = policies
        .iter()
        .filter(|(_, policy)| policy.origin == Origin::Declared)
        .map(|(name, policy)| (*name, Some(policy.value.as_str())))
        .collect();
    parse(&record.edited(&tags))
}

/// The record with `p=none`, and the report addresses of all.
fn mild(records: &[DmarcRecord]) -> Option<DmarcRecord> {
    let all: Vec<_> = records.iter().collect();
    let merged = parse(&merged(&all).text);
    let mild = merged.edited(&[
        (TagName::Policy, Some(Policy::None.as_str())),
        (TagName::SubdomainPolicy, None),
        (TagName::NonexistentPolicy, None),
        (TagName::Percentage, None),
        (TagName::Testing, None),
    ]);
    (!all.is_empty()).then(|| parse(&mild))
}

/// What the strictest kind of receiver is asked today for the name itself.
fn strictest_today(facts: &Facts) -> Policy {
    let row = facts.effect(RowKind::This);
    let asked = row.map(|row| row.rfc9989.handling.max(row.rfc7489.handling));
    match asked {
        Some(Handling::Reject) => Policy::Reject,
        Some(Handling::Quarantine) => Policy::Quarantine,
        _ => Policy::None,
    }
}

/// The draft with two ways of equal rank: to keep what some receivers are asked today, or to begin anew.
fn either(draft: Draft, policy: Policy, kept: (Proposal, By), anew: (Proposal, By)) -> Draft {
    let options = vec![
        (
            format!("Keep p={policy}, which some receivers follow today"),
            kept.0,
        ),
        ("Start again with p=none".to_owned(), anew.0),
    ];
    Draft {
        options,
        by: kept.1,
        ..draft
    }
}

/// Whether reports arrive, in general terms.
fn arrives(facts: &Facts) -> bool {
    !crate::advice::evidence::arrival(facts).is_none()
}

/// What to do, in a heading.
fn title(facts: &Facts) -> &'static str {
    match facts.own_step() {
        StepOutcome::Several(_) => "Leave one DMARC record",
        _ => "Repair the DMARC record",
    }
}

/// Why, in a line.
fn why(situation: &Situation<'_>) -> String {
    let domain = situation.domain();
    match situation.facts.own_step() {
        StepOutcome::Several(records) => format!(
            "_dmarc.{domain} has {} DMARC records. By both standards receivers use none of them, though some pick one.",
            records.len()
        ),
        StepOutcome::OtherText(_) => format!(
            "Receivers do not recognize the text at _dmarc.{domain} as a DMARC record. The findings show the mistakes."
        ),
        StepOutcome::Found(record) if record.outcome != Outcome::Policy => format!(
            "Receivers on RFC 9989 use no policy of the record of {domain}; others ignore it or use part of it. The findings \
             show the mistakes."
        ),
        _ if as_read(situation).is_empty() => {
            format!(
                "Receivers miss part of the record of {domain}. The findings show the mistakes."
            )
        }
        _ => format!(
            "Receivers read the record of {domain} in different ways. The findings show the mistakes."
        ),
    }
}
