//! `redirect` to a name without an SPF record

use super::spf_include_without_record::without_record;
use crate::discovery::Facts;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "spf-redirect-without-record",
    topic: Topic::Spf,
    severity: Severity::Problem,
    title: "SPF redirects to a name without a record",
    why: "redirect leaves the decision to the record of another domain. If there is none, receivers return permerror. \
          Senders that no earlier term matches do not pass.",
    what_to_do: "Correct the name, or end the record with ~all instead of redirect.",
    references: &[Reference::new(7208, "6.1")],
    check: Check::Domain(check),
};

/// Looks for redirects that lead to no record.
fn check(facts: &Facts) -> Vec<Hit> {
    without_record(facts, true)
}
