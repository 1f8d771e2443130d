//! Example: `_dmarc.example.com TXT "google-site-verification=..."`

use crate::discovery::Facts;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::record::dmarc::{is_dmarc, resembles_dmarc};
use crate::record::spf::is_spf;

pub(in crate::findings) const RULE: Rule = Rule {
    id: "unrelated-text-at-dmarc-name",
    topic: Topic::Discovery,
    severity: Severity::Note,
    title: "Other text at the _dmarc name",
    why: "Receivers discard texts that do not begin with v=DMARC1, so they do no harm. They do show that something \
          else writes to this name, such as a wildcard or another tool.",
    what_to_do: "Remove the text if nothing needs it.",
    references: &[Reference::new(9989, "4.10"), Reference::new(7489, "6.6.3")],
    check: Check::Domain(check),
};

/// Looks for texts at the domain's `_dmarc` name that no other rule reports.
fn check(facts: &Facts) -> Vec<Hit> {
    let domain = &facts.domain;
    let has_record = facts.own_record().is_some();
    let texts = facts.own_texts();
    let count = texts
        .iter()
        .filter(|text| !is_dmarc(text) && !is_spf(text))
        .filter(|text| has_record || !resembles_dmarc(text))
        .count();
    let message = match count {
        0 => return Vec::new(),
        1 => {
            format!(
                "A TXT record at _dmarc.{domain} is not a DMARC record, so receivers ignore it."
            )
        }
        count => format!(
            "{count} TXT records at _dmarc.{domain} are not DMARC records, so receivers ignore them."
        ),
    };
    vec![Hit::new(message)]
}
