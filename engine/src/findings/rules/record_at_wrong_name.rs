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
    why: "Receivers look for DMARC only at _dmarc below the domain. A record at the domain itself has no effect, even \
          if its text is correct.",
    what_to_do: "Publish the record at _dmarc if it is not there already, then remove this one.",
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
        "A DMARC record is at {domain} itself, where no receiver looks."
    ));
    // What is at the right name may differ on purpose.
    if let StepOutcome::NoData | StepOutcome::NxDomain = facts.own_step() {
        hit.suggestion = domain
            .child("_dmarc")
            .map(|name| Suggestion::at(name, text));
    }
    vec![hit]
}
