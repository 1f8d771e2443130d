//! Example: `_dmarc.example.com CNAME example.com.dmarc.vendor.example`

use crate::discovery::Facts;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "record-behind-alias",
    topic: Topic::Discovery,
    severity: Severity::Note,
    title: "Record is behind an alias",
    why: "Receivers follow a CNAME record as for any other name. This works, and it is how hosted DMARC is set up. The \
          operator of the last name in the chain controls the policy and where reports go.",
    what_to_do: "Make sure that you know who runs the target. Keep the alias only as long as you use that service.",
    references: &[Reference::new(1034, "3.6.2"), Reference::new(9989, "4.10")],
    check: Check::Domain(check),
};

/// Looks for aliases on the way to the policy.
fn check(facts: &Facts) -> Vec<Hit> {
    // A record at a parent is judged when that parent is checked.
    let own = facts.policy().filter(|found| found.domain == facts.domain);
    let Some(found) = own else {
        return Vec::new();
    };
    let aliases = facts
        .answers
        .policy_answer(&found.domain)
        .map(|answer| answer.aliases.as_slice())
        .unwrap_or_default();
    let Some(target) = aliases.last() else {
        return Vec::new();
    };
    let through: Vec<_> = aliases
        .iter()
        .take(aliases.len().saturating_sub(1))
        .map(|alias| format!("{alias}, then "))
        .collect();
    vec![Hit::new(format!(
        "_dmarc.{} is an alias that leads to {}{target}, where the record is.",
        found.domain,
        through.concat()
    ))]
}
