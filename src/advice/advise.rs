//! [`advise`]: which step comes next.

use super::stage::is_locked;
use super::steps::{begin, lock, mend_spf, repair, tighten};
use super::{NextStep, Publication, Stage, stage};
use crate::discovery::{Facts, Place, StepOutcome};
use crate::domain::DomainName;
use crate::record::dmarc::{Outcome, parse};

/// What the owner should do next.
pub fn advise(facts: &Facts) -> NextStep {
    let mut step = step(facts);
    let is_policy = |publication: &Publication| publication.name.starts_with("_dmarc.");
    if !step.publish.iter().any(is_policy) {
        return step;
    }
    if let Some(target) = alias(facts) {
        step.verify.push(format!(
            "The record stands at {target}, of which _dmarc.{} is an alias. Change it there, or replace the alias.",
            facts.policy().map_or_else(|| facts.domain.clone(), |found| found.domain),
        ));
    }
    // These are asked for in a later round trip, so they come last, where they move nothing.
    for host in facts
        .destinations
        .iter()
        .filter(|destination| destination.gets_nothing())
    {
        step.verify.push(format!(
            "Reports reach {}: as it stands they do not, as shown under Reports.",
            host.host
        ));
    }
    step
}

/// Where the policy's name points, if it is an alias.
fn alias(facts: &Facts) -> Option<DomainName> {
    let found = facts.policy()?;
    let answer = facts.answers.policy_answer(&found.domain)?;
    answer.aliases.last().cloned()
}

/// The step by stage.
fn step(facts: &Facts) -> NextStep {
    let stage = stage(facts);
    if stage == Stage::CouldNotTell {
        return try_again(facts);
    }
    // What is locked, but for an answer that is missing, is not to be locked again.
    if stage == Stage::Reject && facts.mail.is_parked() && is_locked(facts).is_none() {
        return ask_for_the_rest(facts);
    }
    if stage != Stage::Locked && (facts.mail.is_parked() || lock::is_out_of_use(facts)) {
        return lock::lock(facts);
    }
    if let StepOutcome::Several(records) = facts.own_step() {
        return repair::keep_one(facts, records.len(), &repair::mildest(records));
    }
    match (stage, facts.policy()) {
        (Stage::NoRecord, None) => match repair::broken_text(facts) {
            Some(text) => repair::repair(facts, &facts.domain, &parse(&text)),
            None => spf_too(facts, begin::start(facts)),
        },
        (_, Some(found)) if found.record.outcome != Outcome::Policy => {
            repair::repair(facts, &found.domain, &found.record)
        }
        (_, Some(found)) if found.place == Place::PublicSuffixDomain => {
            begin::leave_suffix(facts, &found)
        }
        (_, Some(found)) if let Some(step) = lock::leave_locked(facts, &found) => step,
        (Stage::CollectingBlind, Some(found)) if found.place == Place::AuthorDomain => {
            spf_too(facts, begin::add_reports(facts, &found))
        }
        (Stage::Monitoring | Stage::Quarantine | Stage::Reject, _)
            if let Some(step) = mend_spf::mend_spf(facts) =>
        {
            step
        }
        (_, Some(found)) if found.place != Place::AuthorDomain => {
            tighten::inherited(facts, stage, &found)
        }
        (Stage::Monitoring, Some(found)) => tighten::quarantine(facts, &found),
        (Stage::Quarantine, Some(found)) => tighten::reject(facts, &found),
        (Stage::Locked, _) => lock::stay_locked(),
        (_, Some(found)) => tighten::keep_watching(facts, &found),
        (_, None) => begin::start(facts),
    }
}

/// A step that costs no mail, with the point that SPF is broken as well.
fn spf_too(facts: &Facts, mut step: NextStep) -> NextStep {
    step.verify.extend(mend_spf::mend_spf_too(facts));
    step
}

/// All that is known asks for reject, but a query failed that tells whether that holds for every name below.
fn ask_for_the_rest(facts: &Facts) -> NextStep {
    NextStep {
        title: "Ask again".to_owned(),
        intro: format!(
            "{} is not used for mail and asks for reject. Whether that holds for all its subdomains is not known, since a \
             question failed. Check again, or choose another resolver.",
            facts.domain
        ),
        ..NextStep::default()
    }
}

/// A query failed that decides.
fn try_again(facts: &Facts) -> NextStep {
    let failures: Vec<_> = facts
        .walk
        .failed()
        .map(|(name, error)| format!("The question for _dmarc.{name} failed: {error}."))
        .collect();
    NextStep {
        title: "Ask again".to_owned(),
        intro: "This says nothing about the domain. Check again, or choose another resolver. If it fails \
                everywhere, the domain's own name servers are the place to look: while they do not answer, \
                receivers cannot find the policy either."
            .to_owned(),
        verify: failures,
        ..NextStep::default()
    }
}
