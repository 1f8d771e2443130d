//! Example: `example.com TXT "v=DMARC1; p=none"`

use crate::discovery::{Facts, StepOutcome};
use crate::dns::Answer;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Suggestion, Topic};
use crate::record::dmarc::is_dmarc;

pub(in crate::findings) const RULE: Rule = Rule {
    id: "record-at-wrong-name",
    topic: Topic::Discovery,
    severity: Severity::Advice,
    title: "DMARC record at the domain itself",
    why: "Receivers ask for DMARC at _dmarc below the domain and nowhere else. A record at the domain itself has no \
          effect, however right its text is.",
    what_to_do: "Publish the record at _dmarc, if it is not there already, and delete this one.",
    references: &[Reference::new(9989, "4.5"), Reference::new(7489, "6.1")],
    check: Check::Domain(check),
};

/// Looks for a DMARC record among the TXT records of the domain itself.
fn check(facts: &Facts) -> Vec<Hit> {
    let domain = &facts.domain;
    let texts = facts
        .answers
        .txt(domain)
        .map_or_else(Vec::new, Answer::texts);
    let Some(text) = texts.into_iter().find(|text| is_dmarc(text)) else {
        return Vec::new();
    };
    let mut hit = Hit::new(format!(
        "A DMARC record stands at {domain} itself, where no receiver asks for it."
    ));
    // What is at the right name may differ on purpose.
    if let StepOutcome::NoData | StepOutcome::NxDomain = facts.own_step() {
        hit.suggestion = domain
            .child("_dmarc")
            .map(|name| Suggestion::at(name, text));
    }
    vec![hit]
}
