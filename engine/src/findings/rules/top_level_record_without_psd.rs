//! A record at a public suffix without `psd=y`.

use crate::discovery::{Facts, Handling, RowKind, StepOutcome};
use crate::domain::DomainName;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Suggestion, Topic};
use crate::record::dmarc::{DmarcRecord, Policy, Psd, TagName};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "top-level-record-without-psd",
    topic: Topic::Discovery,
    severity: Severity::Advice,
    title: "Public suffix acts as Organizational Domain",
    why: "Receivers on RFC 9989 treat the shortest name with a record as the Organizational Domain, unless a record on \
          the way says otherwise. So all domains below this one count as one organization: mail that one of them \
          authenticates can pass DMARC in the name of another, unless alignment is strict.",
    what_to_do: "Add psd=n to your own domain's record: the tree walk then ends there. The operator of the public \
                 suffix should add psd=y to its record.",
    references: &[
        Reference::new(9989, "4.10.2"),
        Reference::new(9989, "5.2"),
        Reference::new(9989, "11.8"),
    ],
    check: Check::Domain(check),
};

/// Looks for an organizational domain that is a public suffix.
fn check(facts: &Facts) -> Vec<Hit> {
    // If a query failed, a record there may end the walk earlier.
    if facts.walk.failed().next().is_some() {
        return Vec::new();
    }
    let organizational = facts.organizational_domain();
    let suffix = organizational.filter(|name| facts.is_suffix(name));
    let found = suffix.and_then(|suffix| {
        let mut steps = facts.walk.steps_until_stop();
        let step = steps.find(|step| step.name == suffix)?;
        Some((suffix, step.outcome.record()?))
    });
    let hit = found
        .filter(|(_, record)| record.psd.value != Psd::Yes)
        .map(|(suffix, record)| hit(facts, &suffix, record));
    hit.into_iter().collect()
}

/// Creates the hit about a suffix, with the record that corrects this.
fn hit(facts: &Facts, suffix: &DomainName, record: &DmarcRecord) -> Hit {
    let hit = Hit::new(format!(
        "The record at _dmarc.{suffix} does not say psd=y, so for receivers on RFC 9989 {suffix} is the Organizational Domain \
         of every name below it."
    ));
    if *suffix == facts.domain {
        let text = record.with_tag(TagName::PublicSuffixDomain, "y");
        return hit.suggesting(Suggestion::instead(text));
    }
    let registered = facts.domain.rightmost(suffix.label_count() + 1);
    let own = facts.walk.steps.iter().find(|step| step.name == registered);
    let text = match own.map(|step| &step.outcome) {
        Some(StepOutcome::Found(record)) => record.with_tag(TagName::PublicSuffixDomain, "n"),
        Some(StepOutcome::NoData | StepOutcome::NxDomain | StepOutcome::OtherText(_)) => {
            format!("v=DMARC1; p={}; psd=n", in_force(facts))
        }
        _ => return hit,
    };
    match registered.child("_dmarc") {
        Some(name) => hit.suggesting(Suggestion::at(name, text)),
        None => hit,
    }
}

/// Returns the policy that the domain has now, so that a record of its own changes nothing else.
fn in_force(facts: &Facts) -> Policy {
    match facts.effect(RowKind::This).map(|row| row.rfc9989.handling) {
        Some(Handling::Reject) => Policy::Reject,
        Some(Handling::Quarantine) => Policy::Quarantine,
        _ => Policy::None,
    }
}
