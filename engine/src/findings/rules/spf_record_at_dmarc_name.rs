//! Example: `_dmarc.example.com TXT "v=spf1 -all"`

use crate::discovery::Facts;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::record::spf::is_spf;

pub(in crate::findings) const RULE: Rule = Rule {
    id: "spf-record-at-dmarc-name",
    topic: Topic::Discovery,
    severity: Severity::Advice,
    title: "SPF record at the _dmarc name",
    why: "Receivers look for SPF at the domain itself and ignore it here. Usually a wildcard TXT record gives the same \
          answer for every name, or a record was entered in the wrong field. Then the record meant for one of the two \
          names may be missing.",
    what_to_do: "Keep the SPF record at the domain, and only the DMARC record at _dmarc. If a wildcard answers, \
                 replace it with records at the names that need them.",
    references: &[Reference::new(7208, "3"), Reference::new(9989, "4.10")],
    check: Check::Domain(check),
};

/// Looks for SPF among the TXT records at the domain's `_dmarc` name.
fn check(facts: &Facts) -> Vec<Hit> {
    let domain = &facts.domain;
    if !facts.own_texts().iter().any(|text| is_spf(text)) {
        return Vec::new();
    }
    let is_wildcard = facts
        .wildcard
        .as_ref()
        .and_then(|wildcard| facts.answers.policy_answer(&wildcard.name))
        .is_some_and(|answer| answer.texts().iter().any(|text| is_spf(text)));
    let end = if is_wildcard {
        "; a wildcard returns it for made-up names too"
    } else {
        ""
    };
    vec![Hit::new(format!(
        "_dmarc.{domain} has an SPF record, which only works at {domain}{end}."
    ))]
}
