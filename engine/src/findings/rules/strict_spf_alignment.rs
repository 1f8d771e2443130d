//! Example: `aspf=s`

use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::record::dmarc::{Alignment, DmarcRecord, TagName, is_dmarc};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "strict-spf-alignment",
    topic: Topic::Policy,
    severity: Severity::Note,
    title: "Strict SPF alignment",
    why: "Many mailing services use a return-path (bounce address) at a subdomain of their customer, such as \
          bounce.example.com. It no longer counts, so their mail depends on DKIM alone.",
    what_to_do: "Keep aspf=s only if reports show that all mail passes DKIM, or has its return-path at the domain \
                 itself.",
    references: &[
        Reference::new(9989, "4.7"),
        Reference::new(9989, "4.10.2"),
        Reference::new(7489, "3.1"),
    ],
    check: Check::Dmarc(check),
};

/// Looks for `aspf=s`.
fn check(record: &DmarcRecord) -> Vec<Hit> {
    let Some(tag) = record
        .tag(TagName::SpfAlignment)
        .filter(|_| record.spf_alignment.value == Alignment::Strict && is_dmarc(&record.text))
    else {
        return Vec::new();
    };
    let message = "With aspf=s, an SPF pass counts only if the return-path is at exactly the domain of the From \
                   address.";
    vec![Hit::at(tag.span, message)]
}
