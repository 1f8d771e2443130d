//! Example: `p=reject; sp=none`

use crate::findings::{Check, Hit, Reference, Rule, Severity, Suggestion, Topic};
use crate::record::dmarc::{DmarcRecord, Outcome, TagName};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "subdomain-policy-weaker",
    topic: Topic::Policy,
    severity: Severity::Problem,
    title: "Weaker policy for subdomains",
    why: "Forgers can then use a subdomain, which looks just as legitimate. There, receivers are asked for what sp \
          says, whatever p says.",
    what_to_do: "Raise sp one step at a time, each once reports show that legitimate mail from subdomains passes. \
                 Remove it where it is the same as p. A subdomain that is not ready can have its own record.",
    references: &[Reference::new(9989, "4.7"), Reference::new(7489, "6.3")],
    check: Check::Dmarc(check),
};

/// Compares `sp` with `p`.
fn check(record: &DmarcRecord) -> Vec<Hit> {
    let (policy, subdomains) = (record.policy.value, record.subdomain_policy.value);
    let Some(tag) = record.tag(TagName::SubdomainPolicy) else {
        return Vec::new();
    };
    if record.outcome != Outcome::Policy || subdomains >= policy {
        return Vec::new();
    }
    let message = format!("The policy is {policy}, but for subdomains only {subdomains}.");
    let text = record.without_tag(TagName::SubdomainPolicy);
    vec![Hit::at(tag.span, message).suggesting(Suggestion::instead(text))]
}
