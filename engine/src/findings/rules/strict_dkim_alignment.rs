//! Example: `adkim=s`

use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::record::dmarc::{Alignment, DmarcRecord, TagName, is_dmarc};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "strict-dkim-alignment",
    topic: Topic::Policy,
    severity: Severity::Note,
    title: "Strict DKIM alignment",
    why: "A service that signs with a subdomain or the parent domain, as some do for each customer, does not count. \
          Its mail then fails DMARC unless it has an aligned SPF pass.",
    what_to_do: "Keep adkim=s only if all your mail is signed with the domain of its From address.",
    references: &[
        Reference::new(9989, "4.7"),
        Reference::new(9989, "4.10.2"),
        Reference::new(7489, "3.1"),
    ],
    check: Check::Dmarc(check),
};

/// Looks for `adkim=s`.
fn check(record: &DmarcRecord) -> Vec<Hit> {
    let Some(tag) = record
        .tag(TagName::DkimAlignment)
        .filter(|_| record.dkim_alignment.value == Alignment::Strict && is_dmarc(&record.text))
    else {
        return Vec::new();
    };
    let message = "With adkim=s, a DKIM signature counts only if its domain is exactly that of the From address.";
    vec![Hit::at(tag.span, message)]
}
