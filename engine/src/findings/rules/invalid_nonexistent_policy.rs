//! Example: `np=quarantin`

use super::invalid_policy::invalid_policy_below;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::record::dmarc::{DmarcRecord, TagName};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "invalid-nonexistent-policy",
    topic: Topic::Policy,
    severity: Severity::Problem,
    title: "Invalid policy for names that do not exist",
    why: "Under RFC 9989, an invalid np invalidates the whole record, including p. It counts as p=none if it names a \
          report address, and is ignored if it does not. Receivers differ: some still apply p, others stop enforcing. \
          Receivers on RFC 7489 do not know np and ignore it.",
    what_to_do: "Write np=none, np=quarantine or np=reject, or remove np.",
    references: &[Reference::new(9989, "4.10.1"), Reference::new(9989, "4.7")],
    check: Check::Dmarc(check),
};

/// Looks for an invalid value of `np`.
fn check(record: &DmarcRecord) -> Vec<Hit> {
    invalid_policy_below(record, TagName::NonexistentPolicy)
}
