//! Example: `_dmarc.example.com.example.com TXT "v=DMARC1; p=none"`

use crate::discovery::Facts;
use crate::dns::Answer;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::record::dmarc::is_dmarc;

pub(in crate::findings) const RULE: Rule = Rule {
    id: "record-at-doubled-name",
    topic: Topic::Discovery,
    severity: Severity::Advice,
    title: "DMARC record at a doubled name",
    why: "Many DNS panels add the domain to every name. A record entered with the full name then has the domain in its \
          name twice. Receivers never look there, so no DMARC policy applies.",
    what_to_do: "Enter only _dmarc as the name in this panel. Then remove the record at the doubled name.",
    references: &[Reference::new(9989, "4.5"), Reference::new(9989, "4.10")],
    check: Check::Domain(check),
};

/// Looks for a DMARC record at the domain's full name repeated below the domain.
fn check(facts: &Facts) -> Vec<Hit> {
    let Some(name) = facts.doubled_name() else {
        return Vec::new();
    };
    let texts = facts
        .answers
        .txt(&name)
        .map_or_else(Vec::new, Answer::texts);
    if !texts.iter().any(|text| is_dmarc(text)) {
        return Vec::new();
    }
    vec![Hit::new(format!(
        "A DMARC record is at {name}, where no receiver looks: the name has the domain twice. Enter only _dmarc as the name."
    ))]
}
