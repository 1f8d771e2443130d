//! Example: `sp=quarantin`

use super::invalid_policy::invalid_policy_below;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::record::dmarc::{DmarcRecord, TagName};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "invalid-subdomain-policy",
    topic: Topic::Policy,
    severity: Severity::Problem,
    title: "Invalid subdomain policy",
    why: "Under RFC 9989, an invalid sp invalidates the whole record, including p. It counts as p=none if it names a \
          report address, and is ignored if it does not. Receivers differ: some still apply p, others stop \
          enforcing.",
    what_to_do: "Write sp=none, sp=quarantine or sp=reject, or remove sp so that subdomains get p.",
    references: &[
        Reference::new(9989, "4.10.1"),
        Reference::new(7489, "6.6.3"),
    ],
    check: Check::Dmarc(check),
};

/// Looks for an invalid value of `sp`.
fn check(record: &DmarcRecord) -> Vec<Hit> {
    invalid_policy_below(record, TagName::SubdomainPolicy)
}
