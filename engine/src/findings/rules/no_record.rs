//! No DMARC record anywhere.

use crate::discovery::{Existence, Facts, StepOutcome};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Suggestion, Topic};
use crate::record::dmarc::resembles_dmarc;

pub(in crate::findings) const RULE: Rule = Rule {
    id: "no-record",
    topic: Topic::Policy,
    severity: Severity::Problem,
    title: "No DMARC record",
    why: "Without a policy, receivers do not know what the owner wants for mail that fails authentication, so each \
          judges forged mail on its own. No reports show who uses the name, and large receivers refuse bulk mail from \
          domains without DMARC.",
    what_to_do: "Publish a record with p=none and a report address that someone reads. Publish it at the registered \
                 domain if you can: there it covers every name below. It changes no mail and shows who sends.",
    references: &[
        Reference::new(9989, "4.7"),
        Reference::new(9989, "4.10.1"),
        Reference::new(9989, "5.1"),
    ],
    check: Check::Domain(check),
};

/// Looks for an existing name whose tree walk found no record, with every query answered.
pub(super) fn check(facts: &Facts) -> Vec<Hit> {
    let is_empty = facts.walk.steps.iter().all(|step| match &step.outcome {
        StepOutcome::NoData | StepOutcome::NxDomain => true,
        StepOutcome::OtherText(texts) => !texts.iter().any(|text| resembles_dmarc(text)),
        // Other rules report several records and failed queries.
        StepOutcome::Found(_) | StepOutcome::Several(_) | StepOutcome::Failed(_) => false,
    });
    if !is_empty || facts.existence != Existence::Exists {
        return Vec::new();
    }
    let domain = &facts.domain;
    let above = if domain.label_count() > 1 {
        ", or at any name above where receivers look"
    } else {
        ""
    };
    let mut hit = Hit::new(format!(
        "No DMARC record applies to {domain}: there is none at _dmarc.{domain}{above}."
    ));
    if domain.label_count() > 1 {
        hit.suggestion = domain.child("_dmarc").map(|name| {
            let text = if facts.mail.is_parked() {
                "v=DMARC1; p=reject".to_owned()
            } else {
                format!("v=DMARC1; p=none; rua=mailto:dmarc-reports@{domain}")
            };
            Suggestion::at(name, text)
        });
    }
    vec![hit]
}
