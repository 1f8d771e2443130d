//! Example: `p=reject; np=none`

use crate::findings::{Check, Hit, Reference, Rule, Severity, Suggestion, Topic};
use crate::record::dmarc::{DmarcRecord, Origin, Outcome, TagName};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "nonexistent-policy-weaker",
    topic: Topic::Policy,
    severity: Severity::Advice,
    title: "Weaker policy for names that do not exist",
    why: "Legitimate mail hardly ever comes from names that are not in DNS, so a strict policy costs least there. With \
          a weaker one, receivers on RFC 9989 are asked to be milder with made-up names. Those on RFC 7489 do not know \
          np.",
    what_to_do: "Write np=reject.",
    references: &[Reference::new(9989, "4.7")],
    check: Check::Dmarc(check),
};

/// Compares `np` with `p` and with the policy of existing subdomains.
fn check(record: &DmarcRecord) -> Vec<Hit> {
    match record.tag(TagName::NonexistentPolicy) {
        Some(tag) if is_weaker(record) => {
            let message = format!(
                "The policy for subdomains that do not exist is {}, which is weaker than for others.",
                record.nonexistent_policy.value
            );
            let text = record.with_tag(TagName::NonexistentPolicy, "reject");
            vec![Hit::at(tag.span, message).suggesting(Suggestion::instead(text))]
        }
        _ => Vec::new(),
    }
}

/// Whether the record has an `np` that asks for less than `p` or than existing subdomains get.
fn is_weaker(record: &DmarcRecord) -> bool {
    let others = record.policy.value.max(record.subdomain_policy.value);
    record.outcome == Outcome::Policy
        && record.nonexistent_policy.origin == Origin::Declared
        && record.nonexistent_policy.value < others
}
