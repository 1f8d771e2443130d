//! A record that receivers ignore or read in different ways.

use crate::advice::TaskId;
use crate::advice::draft::{Draft, MONTH};
use crate::advice::movement::Move;
use crate::advice::situation::{Home, Situation};
use crate::discovery::{Facts, Handling, Proposal, RowKind, StepOutcome};
use crate::record::dmarc::{
    DmarcRecord, Origin, Outcome, Policy, TagName, Value, merged, parse, repair,
};

/// Proposes one clean record that keeps what was meant and what is in force.
///
/// If the standards see no record but many receivers still follow it, the owner's reports decide: monitoring comes first, and the
/// corrected record is the alternative.
pub(in crate::advice) fn propose(situation: &Situation<'_>) -> Option<Draft> {
    let is_here = situation.home == Home::Here;
    let repairing = Repairing {
        situation,
        records: records(situation).filter(|_| is_here)?,
    };
    let texts = situation.own_records();
    let is_sound = texts.iter().all(|text| repair(text).is_none());
    if repairing.is_used() && situation.readings().is_empty() && is_sound {
        return None;
    }
    repairing.draft()
}

/// Proposes to correct mistakes that change nothing for mail, once nothing else is left to do.
pub(in crate::advice) fn tidy_up(situation: &Situation<'_>) -> Option<Draft> {
    let record = situation.own_policy()?;
    let domain = situation.domain();
    // Tags about names below have no effect if no receiver sees the domain as organizational; RFC 7489 knows only sp.
    let has_dead_sp =
        !situation.is_organizational_to_some() && record.has(TagName::SubdomainPolicy);
    let has_dead_tags =
        has_dead_sp || !situation.is_organizational() && record.has(TagName::NonexistentPolicy);
    if !has_dead_tags {
        repair(&record.text)?;
    }
    let draft = Draft::new(
        TaskId::RepairRecord,
        "Correct the record",
        format!(
            "The record of {domain} has mistakes that do not affect mail today. The findings show them."
        ),
    );
    let draft = draft.proposing(situation.changed_record(&[])?);
    let repairing = Repairing {
        situation,
        records: records(situation)?,
    };
    Some(repairing.or_strict(draft))
}

/// The records to merge into one clean record.
struct Repairing<'s, 'a> {
    situation: &'s Situation<'a>,
    /// Today's records, each as it was meant.
    records: Vec<DmarcRecord>,
}

impl Repairing<'_, '_> {
    /// Drafts the task; `None` if the mistakes change nothing for mail, since the next change of the record corrects them.
    fn draft(&self) -> Option<Draft> {
        let facts = self.situation.facts;
        let draft =
            Draft::new(TaskId::RepairRecord, title(facts), why(self.situation)).watching(MONTH);
        let mild = mild(&self.records);
        let monitoring = self.in_place(&mild)?;
        let Some(corrected) = corrected(&self.records) else {
            return Some(if self.opens(&monitoring) {
                let asked = strictest_today(facts);
                let kept = self.in_place(&with_policy(&mild, asked))?;
                either(draft, asked, kept, monitoring)
            } else {
                self.or_stricter(draft.proposing(monitoring), &mild)
            });
        };
        let in_full = self.in_place(&corrected)?;
        let movement = self.situation.movement(&in_full);
        let is_fall = movement.0.iter().any(Move::falls_from_today);
        let is_rise = movement.0.iter().any(Move::asks_more);
        let is_same = movement.0.iter().all(|change| change.from == change.to);
        if !is_fall && (!is_rise || movement.is_catching_up()) {
            let after = facts.with(&in_full);
            let is_moving = !movement.0.is_empty() || arrives(&after) != arrives(facts);
            let draft = self.or_stricter(draft.proposing(in_full), &corrected);
            return (is_moving || !self.is_used()).then(|| self.or_strict(draft));
        }
        if self.is_used() && is_same && movement.is_step_by_step() {
            // Most receivers see no change; the gates say what the others do.
            return Some(self.or_stricter(draft.proposing(in_full), &corrected));
        }
        if self.opens(&monitoring) {
            return Some(either(draft, corrected.policy.value, in_full, monitoring));
        }
        let condition = shown_by_reports(self.situation, &corrected);
        Some(draft.proposing(monitoring).unless(condition, in_full))
    }

    /// Whether receivers use the record as it is.
    fn is_used(&self) -> bool {
        let step = self.situation.facts.own_step();
        matches!(step, StepOutcome::Found(record) if record.outcome == Outcome::Policy)
    }

    /// Proposes a record that replaces all of today's and has a report address.
    fn in_place(&self, record: &DmarcRecord) -> Option<Proposal> {
        let (text, needs_address) = self.situation.with_reports(record);
        self.situation.in_place_of_today(text, needs_address)
    }

    /// Whether some receivers would be asked for less than today.
    fn opens(&self, proposal: &Proposal) -> bool {
        let movement = self.situation.movement(proposal);
        movement.0.iter().any(Move::falls_from_today)
    }

    /// Adds the strictest policy that some receivers read as the alternative to a milder record.
    fn or_stricter(&self, draft: Draft, record: &DmarcRecord) -> Draft {
        let readings = self.situation.readings().iter();
        let Some(strictest) = readings.map(|read| strictest_today(&read.facts)).max() else {
            return draft;
        };
        let stricter = with_policy(record, strictest);
        match self.in_place(&stricter) {
            Some(instead) if strictest > record.policy.value => {
                draft.unless(shown_by_reports(self.situation, &stricter), instead)
            }
            _ => draft,
        }
    }

    /// Adds strict alignment as the alternative if it was meant but receivers do not read it.
    fn or_strict(&self, draft: Draft) -> Draft {
        let StepOutcome::Found(record) = self.situation.facts.own_step() else {
            return draft;
        };
        let is_meant = |name: &TagName| {
            let tag = record.tag(*name).filter(|tag| tag.value == Value::Invalid);
            tag.is_some_and(|tag| tag.value_span.of(&record.text).starts_with(['s', 'S']))
        };
        let tags = [TagName::DkimAlignment, TagName::SpfAlignment].into_iter();
        let meant: Vec<_> = tags
            .filter(is_meant)
            .map(|name| (name, Some("s")))
            .collect();
        let first = self.records.first().filter(|_| !meant.is_empty());
        let instead = first.and_then(|first| self.in_place(&parse(&first.edited(&meant))));
        match instead {
            Some(instead) if draft.alternative.is_none() => draft.unless(
                "You meant strict alignment, and all your mail is signed or sent as exactly this name",
                instead,
            ),
            _ => draft,
        }
    }
}

/// Returns the condition under which a record is right at once: reports show it in force or, if none arrive, a test message does.
fn shown_by_reports(situation: &Situation<'_>, record: &DmarcRecord) -> String {
    let (tag, policy) = if record.policy.value > Policy::None {
        ("p", record.policy.value)
    } else if record.subdomain_policy.value > Policy::None {
        ("sp", record.subdomain_policy.value)
    } else {
        ("np", record.nonexistent_policy.value)
    };
    let proof = if situation.arrival.is_none() {
        "A test message that fails DMARC, sent from your own server, shows"
    } else {
        "Your reports (policy_published and disposition) show"
    };
    format!("{proof} that receivers apply {tag}={policy} today")
}

/// Returns the record with another `p`.
fn with_policy(record: &DmarcRecord, policy: Policy) -> DmarcRecord {
    parse(&record.edited(&[(TagName::Policy, Some(policy.as_str()))]))
}

/// Returns the records at the name, each as it was meant; `None` if there are none.
fn records(situation: &Situation<'_>) -> Option<Vec<DmarcRecord>> {
    let mut texts = situation.own_records();
    texts.dedup();
    let meant = |text: String| repair(&text).map_or(text, |repaired| repaired.text);
    let records: Vec<_> = texts.into_iter().map(|text| parse(&meant(text))).collect();
    (!records.is_empty()).then_some(records)
}

/// Returns the record with the policy that was meant, if that is certain: it is the only record, or all usable ones agree.
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

/// Returns the record with the policies that most receivers read: of a repeated tag, the last one.
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

/// Returns a record with `p=none` and the report addresses of all records.
fn mild(records: &[DmarcRecord]) -> DmarcRecord {
    let all: Vec<_> = records.iter().collect();
    let merged = parse(&merged(&all).text);
    parse(&merged.edited(&[
        (TagName::Policy, Some(Policy::None.as_str())),
        (TagName::SubdomainPolicy, None),
        (TagName::NonexistentPolicy, None),
        (TagName::Percentage, None),
        (TagName::Testing, None),
    ]))
}

/// Returns what the strictest kind of receiver is asked today for the name itself.
fn strictest_today(facts: &Facts) -> Policy {
    let row = facts.effect(RowKind::This);
    let asked = row.map(|row| row.rfc9989.handling.max(row.rfc7489.handling));
    match asked {
        Some(Handling::Reject) => Policy::Reject,
        Some(Handling::Quarantine) => Policy::Quarantine,
        _ => Policy::None,
    }
}

/// Offers two equally good ways: keep what some receivers are asked today, or start again with monitoring.
fn either(draft: Draft, policy: Policy, kept: Proposal, anew: Proposal) -> Draft {
    let options = vec![
        (
            format!("Keep p={policy}, which some receivers follow today"),
            kept,
        ),
        ("Start again with p=none".to_owned(), anew),
    ];
    Draft { options, ..draft }
}

/// Whether reports arrive.
fn arrives(facts: &Facts) -> bool {
    !crate::advice::evidence::arrival(facts).is_none()
}

/// Returns the task's heading.
fn title(facts: &Facts) -> &'static str {
    match facts.own_step() {
        StepOutcome::Several(_) => "Keep one DMARC record",
        _ => "Repair the DMARC record",
    }
}

/// Returns the reason for the task.
fn why(situation: &Situation<'_>) -> String {
    let domain = situation.domain();
    match situation.facts.own_step() {
        StepOutcome::Several(records) => format!(
            "_dmarc.{domain} has {} DMARC records. By both standards, receivers use none of them, but some pick one.",
            records.len()
        ),
        StepOutcome::OtherText(_) => format!(
            "Receivers do not recognize the text at _dmarc.{domain} as a DMARC record. The findings show the mistakes."
        ),
        StepOutcome::Found(record) if record.outcome != Outcome::Policy => format!(
            "Receivers on RFC 9989 use no policy from the record of {domain}; others ignore it or use part of it. The \
             findings show the mistakes."
        ),
        _ if situation.readings().is_empty() => {
            format!(
                "Receivers miss part of the record of {domain}. The findings show the mistakes."
            )
        }
        _ => format!(
            "Receivers read the record of {domain} in different ways. The findings show the mistakes."
        ),
    }
}
