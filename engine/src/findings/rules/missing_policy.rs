//! Example: `v=DMARC1`

use super::shared::{in_ascii, missing_semicolons};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::record::dmarc::{DmarcRecord, Outcome, Tag, TagName, is_dmarc};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "missing-policy",
    topic: Topic::Policy,
    severity: Severity::Problem,
    title: "Record without a policy",
    why: "A record that asks for nothing and names no report address has no effect: receivers apply no DMARC. Where \
          senders need a DMARC record to be accepted, this one does not count.",
    what_to_do: "Add a policy and a report address, such as p=none; rua=mailto:dmarc@example.com.",
    references: &[
        Reference::new(9989, "4.10.1"),
        Reference::new(7489, "6.6.3"),
    ],
    check: Check::Dmarc(check),
};

/// Looks for a record that has no effect because `p` is missing.
fn check(record: &DmarcRecord) -> Vec<Hit> {
    let message = "The record has neither a policy (p) nor a usable report address (rua), so receivers apply no \
                   DMARC.";
    if lacks_policy(record) && record.outcome == Outcome::Ignored {
        vec![Hit::new(message)]
    } else {
        Vec::new()
    }
}

/// Whether a valid record has no `p`, and no other rule explains why.
pub(super) fn lacks_policy(record: &DmarcRecord) -> bool {
    if record.has(TagName::Policy) || !is_dmarc(&record.text) {
        return false;
    }
    let is_hidden = missing_semicolons(record)
        .iter()
        .any(|missing| missing.hidden == TagName::Policy);
    !is_hidden && !record.tags.iter().any(|tag| is_odd_policy(record, tag))
}

/// Whether a tag's name is `p` apart from odd characters or quotation marks.
fn is_odd_policy(record: &DmarcRecord, tag: &Tag) -> bool {
    let name = tag.name_span.of(&record.text);
    tag.name.is_none()
        && in_ascii(name).is_some_and(|name| {
            name.trim_matches(|c: char| !c.is_ascii_alphabetic())
                .eq_ignore_ascii_case("p")
        })
}
