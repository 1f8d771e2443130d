//! `p=none` without `np=reject`

use super::nonexistent_policy_weaker::is_weaker;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Suggestion, Topic};
use crate::record::dmarc::{DmarcRecord, Outcome, Policy, TagName};

/// The rule.
pub(in crate::findings) const RULE: Rule = Rule {
    id: "nonexistent-policy-not-reject",
    topic: Topic::Policy,
    severity: Severity::Note,
    title: "Names that do not exist are not rejected",
    why: "Whoever forges mail can make up any subdomain. Genuine mail hardly ever comes from names that are not \
          in DNS, so np=reject is safe long before p=reject is. Receivers on RFC 9989 can act on it; those on \
          RFC 7489 do not know np.",
    what_to_do: "Add np=reject, unless reports show genuine mail from names that are not in DNS.",
    references: &[Reference::new(9989, "4.7"), Reference::new(9989, "3.2.13")],
    check: Check::Record(check),
};

/// Looks at what names that do not exist get.
fn check(record: &DmarcRecord) -> Vec<Hit> {
    let asked = record.nonexistent_policy.value;
    if record.outcome != Outcome::Policy || asked == Policy::Reject || is_weaker(record) {
        return Vec::new();
    }
    let message = format!("For subdomains that do not exist, the policy is {asked}, not reject.");
    let text = record.with_tag(TagName::NonexistentPolicy, "reject");
    let hit = match record.tag(TagName::NonexistentPolicy) {
        Some(tag) => Hit::at(tag.span, message),
        None => Hit::new(message),
    };
    vec![hit.suggesting(Suggestion::instead(text))]
}
