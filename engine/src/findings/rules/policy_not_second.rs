//! Example: `v=DMARC1; rua=mailto:dmarc@example.com; p=none`

use super::shared::shown;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Suggestion, Topic};
use crate::record::dmarc::{DmarcRecord, Tag, TagName, is_dmarc};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "policy-not-second",
    topic: Topic::Record,
    severity: Severity::Note,
    title: "Policy not right after the version",
    why: "RFC 7489 requires p right after v. RFC 9989 allows it anywhere, and so does most software. Some older \
          software does not.",
    what_to_do: "Put p right after v.",
    references: &[Reference::new(7489, "6.4"), Reference::new(9989, "4.8")],
    check: Check::Dmarc(check),
};

/// Looks for another tag between `v` and `p`.
fn check(record: &DmarcRecord) -> Vec<Hit> {
    let is_policy = |tag: &&Tag| tag.name == Some(TagName::Policy);
    let [version, second, ..] = record.tags.as_slice() else {
        return Vec::new();
    };
    let mut policies = record.tags.iter().filter(is_policy);
    // If there are two, another rule says that one has to go.
    let (Some(policy), None) = (policies.next(), policies.next()) else {
        return Vec::new();
    };
    if !is_dmarc(&record.text) || is_policy(&second) {
        return Vec::new();
    }
    let written = policy.span.of(&record.text);
    let message = format!(
        "{} comes after other tags; RFC 7489 requires it right after v.",
        shown(written)
    );
    let rest = record.without(&[version.span, policy.span]);
    let text = format!("{}; {written}; {rest}", version.span.of(&record.text));
    vec![Hit::at(policy.span, message).suggesting(Suggestion::instead(text))]
}
