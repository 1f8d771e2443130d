//! A record at a top-level domain that does not say `psd=y`.

use super::shared::most;
use crate::discovery::{Facts, Handling, RowKind, StepOutcome};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Suggestion, Topic};
use crate::record::dmarc::{Policy, Psd, TagName};

/// The rule.
pub(in crate::findings) const RULE: Rule = Rule {
    id: "top-level-record-without-psd",
    topic: Topic::Discovery,
    severity: Severity::Advice,
    title: "Top-level domain acts as Organizational Domain",
    why: "Receivers on RFC 9989 take the shortest name with a record for the Organizational Domain, unless a record on \
          the way says otherwise. So all domains below this one count as one organization: mail that one of them \
          authenticates can pass DMARC in the name of another, unless alignment is strict.",
    what_to_do: "Put psd=n into the record of your own domain, which ends the walk there. Whoever runs the top-level \
                 domain should put psd=y into its record.",
    references: &[
        Reference::new(9989, "4.10.2"),
        Reference::new(9989, "5.2"),
        Reference::new(9989, "11.8"),
    ],
    check: Check::Domain(check),
};

/// Looks for a record without `psd=y` at the end of the walk.
fn check(facts: &Facts) -> Vec<Hit> {
    let domain = &facts.domain;
    // A record where a question failed may end the walk before.
    if facts.walk.failed().next().is_some() {
        return Vec::new();
    }
    most(
        facts
            .walk
            .steps_until_stop()
            .filter(|step| step.name.label_count() == 1)
            .filter_map(|step| Some((&step.name, step.outcome.record()?)))
            .filter(|(_, record)| record.psd.value != Psd::Yes)
            .map(|(top, record)| {
                let hit = Hit::new(format!(
                    "The record at _dmarc.{top} does not say psd=y, so for receivers on RFC 9989 {top} is the \
                     Organizational Domain of every name below it."
                ));
                if top == domain {
                    let text = record.with_tag(TagName::PublicSuffixDomain, "y");
                    return hit.suggesting(Suggestion::instead(text));
                }
                let registered = domain.rightmost(2);
                let own = facts.walk.steps.iter().find(|step| step.name == registered);
                let text = match own.map(|step| &step.outcome) {
                    Some(StepOutcome::Found(record)) => {
                        record.with_tag(TagName::PublicSuffixDomain, "n")
                    }
                    Some(StepOutcome::NoData | StepOutcome::NxDomain | StepOutcome::OtherText(_)) => {
                        format!("v=DMARC1; p={}; psd=n", in_force(facts))
                    }
                    _ => return hit,
                };
                match registered.child("_dmarc") {
                    Some(name) => hit.suggesting(Suggestion::at(name, text)),
                    None => hit,
                }
            })
    )
}

/// The policy that the domain has now, so that a record of its own changes nothing else.
fn in_force(facts: &Facts) -> Policy {
    match facts.effect(RowKind::This).map(|row| row.rfc9989.handling) {
        Some(Handling::Reject) => Policy::Reject,
        Some(Handling::Quarantine) => Policy::Quarantine,
        _ => Policy::None,
    }
}
