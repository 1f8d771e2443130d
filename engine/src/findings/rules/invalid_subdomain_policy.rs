//! Example: `sp=quarantin`

use super::invalid_policy::invalid_policy_below;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::record::dmarc::{DmarcRecord, TagName};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "invalid-subdomain-policy",
    topic: Topic::Policy,
    severity: Severity::Problem,
    title: "Invalid subdomain policy",
    why: "By RFC 9989 an invalid sp spoils the whole record, p included: it counts as p=none where it names a \
          report address, and not at all where it does not. Receivers differ: some keep to p, others stop \
          enforcing.",
    what_to_do: "Write sp=none, sp=quarantine or sp=reject, or take sp out, so that subdomains get p.",
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
