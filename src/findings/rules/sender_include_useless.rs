//! An include that never makes SPF pass for the domain.

use super::shared::{MOST, shown};
use crate::around::{Around, Seen};
use crate::discovery::Facts;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Suggestion};
use crate::record::spf::{SpfRecord, allows_nobody};
use crate::senders::SpfAlignment;

/// The rule.
pub(in crate::findings) const RULE: Rule = Rule {
    id: "sender-include-useless",
    severity: Severity::Advice,
    title: "SPF include without any use",
    why: "SPF looks at the domain of the bounce address. This service has bounces sent elsewhere, so receivers \
          never ask this record about its mail; the include only spends some of the ten look-ups and lets more \
          servers send as this domain.",
    what_to_do: "Remove the include, and set up DKIM at the service instead. Keep it only if you have an IP \
                 address of your own there.",
    references: &[
        Reference::new(7208, "2.4"),
        Reference::new(7208, "4.6.4"),
        Reference::new(9989, "4.10.2"),
    ],
    check: Check::Domain(check),
};

/// Looks for includes of the domain's own record whose vendors have bounces sent elsewhere; one hit for all, with one
/// record to publish.
fn check(facts: &Facts) -> Vec<Hit> {
    let Some(around) = facts.around.as_deref() else {
        return Vec::new();
    };
    let Some(record) = around.spf.root().and_then(|root| root.record()) else {
        return Vec::new();
    };
    let useless = useless_terms(around);
    if useless.is_empty() {
        return Vec::new();
    }
    let named: Vec<_> = useless
        .iter()
        .take(MOST)
        .filter_map(|(index, vendor, _)| {
            let term = record.terms.get(*index)?.span.of(&record.text);
            Some(format!("{} of {vendor}", shown(term)))
        })
        .collect();
    let mut hit = Hit::new(format!(
        "SPF does not pass for {} by {}.",
        facts.domain,
        named.join(", nor by ")
    ));
    hit.suggestion =
        without(record, &useless).map(|text| Suggestion::at(facts.domain.clone(), text));
    vec![hit]
}

/// The places of the terms, each with its vendor and with whether it is useless for every customer.
fn useless_terms(around: &Around) -> Vec<(usize, &'static str, bool)> {
    let mut terms = Vec::new();
    for sender in around
        .senders
        .iter()
        .filter(|sender| sender.has_useless_include)
    {
        let alignment = sender.vendor.spf_alignment;
        let is_sure = alignment != Some(SpfAlignment::WithDedicatedAddress);
        for sighting in &sender.sightings {
            if let Seen::Spf {
                path,
                is_redirect: false,
                ..
            } = &sighting.seen
                && let [index] = path.as_slice()
            {
                terms.push((*index, sender.vendor.name, is_sure));
            }
        }
    }
    terms
}

/// The record without the terms that are useless for every customer; `None` where there are none, or nobody else is left
/// who may send: whoever publishes that should know that it locks SPF.
fn without(record: &SpfRecord, useless: &[(usize, &'static str, bool)]) -> Option<String> {
    let is_useless = |index| {
        useless
            .iter()
            .any(|(i, _, is_sure)| *is_sure && *i == index)
    };
    let mut text = record.text.get(..record.version?.end)?.to_owned();
    let mut is_shorter = false;
    for (index, term) in record.terms.iter().enumerate() {
        if is_useless(index) {
            is_shorter = true;
        } else {
            text.push(' ');
            text.push_str(term.span.of(&record.text));
        }
    }
    (is_shorter && !allows_nobody(&text)).then_some(text)
}
