//! A record that receivers ignore, or read in different ways.

use crate::advice::TaskId;
use crate::advice::draft::{Draft, MONTH};
use crate::advice::movement::Move;
use crate::advice::situation::{Home, Situation};
use crate::discovery::{Facts, Handling, Proposal, RowKind, StepOutcome};
use crate::record::dmarc::{
    DmarcRecord, Origin, Outcome, Policy, TagName, Value, merged, parse, repair,
};

/// Proposes one clean record that keeps what is meant and what is in force. Where the standards read none and many
/// receivers follow the policy all the same, the owner's reports decide: monitoring first, the corrected record instead.
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

/// The same where nothing else is left to do: slips that change nothing for mail.
pub(in crate::advice) fn tidy_up(situation: &Situation<'_>) -> Option<Draft> {
    let record = situation.own_policy()?;
    let domain = situation.domain();
    // Tags about names below have no effect where no receiver takes the domain for the organization; RFC 7489 knows only sp.
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
            "The record of {domain} has mistakes that change nothing for mail today. The findings show them."
        ),
    );
    let draft = draft.proposing(situation.changed_record(&[])?);
    let repairing = Repairing {
        situation,
        records: records(situation)?,
    };
    Some(repairing.or_strict(draft))
}

/// Records that are made one clean one.
struct Repairing<'s, 'a> {
    /// The facts, and what the owner said.
    situation: &'s Situation<'a>,
    /// What is there, each record as it was meant.
    records: Vec<DmarcRecord>,
}

impl Repairing<'_, '_> {
    /// The task; `None` where the slips change nothing for mail: they go with the next change of the record.
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
            // As most receivers read it, nothing changes; what the others do is said in the gates.
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

    /// A record in place of all that are there, with an address for reports.
    fn in_place(&self, record: &DmarcRecord) -> Option<Proposal> {
        let (text, needs_address) = self.situation.with_reports(record);
        self.situation.in_place_of_today(text, needs_address)
    }

    /// Whether some receivers are asked for less than today.
    fn opens(&self, proposal: &Proposal) -> bool {
        let movement = self.situation.movement(proposal);
        movement.0.iter().any(Move::falls_from_today)
    }

    /// The draft, with the strictest policy that some receivers read as the alternative to a milder record.
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

    /// The draft, with strict alignment as the alternative where it was meant and receivers read none.
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
                "Strict alignment was meant, and all your mail is signed or sent as exactly this name",
                instead,
            ),
            _ => draft,
        }
    }
}

/// The condition under which a record is right at once: reports show it in force, or a message where none arrive.
fn shown_by_reports(situation: &Situation<'_>, record: &DmarcRecord) -> String {
    let (tag, policy) = if record.policy.value > Policy::None {
        ("p", record.policy.value)
    } else if record.subdomain_policy.value > Policy::None {
        ("sp", record.subdomain_policy.value)
    } else {
        ("np", record.nonexistent_policy.value)
    };
    let proof = if situation.arrival.is_none() {
        "A message that you send through a server of yours that fails DMARC shows"
    } else {
        "Your reports (policy_published and disposition in them) show"
    };
    format!("{proof} that receivers apply {tag}={policy} today")
}

/// A record with another `p`.
fn with_policy(record: &DmarcRecord, policy: Policy) -> DmarcRecord {
    parse(&record.edited(&[(TagName::Policy, Some(policy.as_str()))]))
}

/// The records at the name, each as it was meant; `None` where there is none.
fn records(situation: &Situation<'_>) -> Option<Vec<DmarcRecord>> {
    let mut texts = situation.own_records();
    texts.dedup();
    let meant = |text: String| repair(&text).map_or(text, |repaired| repaired.text);
    let records: Vec<_> = texts.into_iter().map(|text| parse(&meant(text))).collect();
    (!records.is_empty()).then_some(records)
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

/// A record with the policies that it has for most receivers: of a tag that appears twice, the last.
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
