//! Example: `_dmarc.example.com 604800 TXT`

use crate::discovery::Facts;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};

/// A day in seconds.
const DAY: u32 = 86_400;

pub(in crate::findings) const RULE: Rule = Rule {
    id: "long-ttl",
    topic: Topic::Discovery,
    severity: Severity::Note,
    title: "Long TTL on the DMARC record",
    why: "Resolvers keep an answer for its TTL. Until then receivers use the old record. So a change takes that long \
          to arrive everywhere, and so does a step back when mail is lost.",
    what_to_do: "Set the record's TTL to an hour or less before you change the policy.",
    references: &[Reference::new(1035, "3.2.1"), Reference::new(2181, "8")],
    check: Check::Domain(check),
};

/// Looks for a TTL of more than a day on the way to the policy.
fn check(facts: &Facts) -> Vec<Hit> {
    // A record at a parent is judged when that parent is checked.
    let own = facts.policy().filter(|found| found.domain == facts.domain);
    let Some(found) = own else {
        return Vec::new();
    };
    let answer = facts.answers.policy_answer(&found.domain);
    let Some(ttl) = answer
        .and_then(|answer| answer.ttl)
        .filter(|&ttl| ttl > DAY)
    else {
        return Vec::new();
    };
    // A resolver with a cached answer returns the remaining time, so the record's own TTL may be longer.
    let time = if ttl >= 2 * DAY {
        format!("{} days", ttl / DAY)
    } else {
        format!("{} hours", ttl / 3600)
    };
    vec![Hit::new(format!(
        "Resolvers may keep the record at _dmarc.{} for {time} or longer (TTL {ttl}).",
        found.domain
    ))]
}
