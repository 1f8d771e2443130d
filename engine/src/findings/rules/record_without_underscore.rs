//! Example: `dmarc.example.com TXT "v=DMARC1; p=none"`

use crate::discovery::Facts;
use crate::dns::Answer;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Suggestion, Topic};
use crate::record::dmarc::is_dmarc;

pub(in crate::findings) const RULE: Rule = Rule {
    id: "record-without-underscore",
    topic: Topic::Discovery,
    severity: Severity::Advice,
    title: "DMARC record at a name without underscore",
    why: "Receivers look for DMARC only at _dmarc below the domain, with the underscore. They do not see this record, \
          so no DMARC policy applies.",
    what_to_do: "Publish the record at _dmarc, then remove this one.",
    references: &[Reference::new(9989, "4.5"), Reference::new(9989, "4.10")],
    check: Check::Domain(check),
};

/// Looks for a DMARC record at the name `dmarc` below the domain.
fn check(facts: &Facts) -> Vec<Hit> {
    let Some(name) = facts.bare_name() else {
        return Vec::new();
    };
    let texts = facts
        .answers
        .txt(&name)
        .map_or_else(Vec::new, Answer::texts);
    let Some(text) = texts.into_iter().find(|text| is_dmarc(text)) else {
        return Vec::new();
    };
    let mut hit = Hit::new(format!(
        "A DMARC record is at {name}, where no receiver looks: the name lacks the underscore."
    ));
    hit.suggestion = facts
        .domain
        .child("_dmarc")
        .map(|name| Suggestion::at(name, text));
    vec![hit]
}
