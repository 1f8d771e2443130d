//! Example: `psd=y`

use crate::findings::{Check, Hit, Reference, Rule, Severity, Suggestion, Topic};
use crate::record::dmarc::{DmarcRecord, Psd, TagName, is_dmarc};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "psd-yes",
    topic: Topic::Discovery,
    severity: Severity::Advice,
    title: "Declared a Public Suffix Domain",
    why: "With psd=y, each name one label below counts as its own organization, as under a top-level domain. In an \
          ordinary domain that breaks alignment between the domain and its subdomains, and legitimate mail can fail.",
    what_to_do: "Remove psd, unless others can register names below this domain.",
    references: &[Reference::new(9989, "4.7"), Reference::new(9989, "4.10.2")],
    check: Check::Dmarc(check),
};

/// Looks for `psd=y`.
fn check(record: &DmarcRecord) -> Vec<Hit> {
    let Some(tag) = record
        .tag(TagName::PublicSuffixDomain)
        .filter(|_| record.psd.value == Psd::Yes && is_dmarc(&record.text))
    else {
        return Vec::new();
    };
    let message =
        "psd=y says that each name one label below this domain belongs to its own organization.";
    let text = record.without_tag(TagName::PublicSuffixDomain);
    vec![Hit::at(tag.span, message).suggesting(Suggestion::instead(text))]
}
