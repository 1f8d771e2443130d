//! A private key where the public one belongs.

use super::shared::{MOST, revocation};
use crate::discovery::Facts;
use crate::findings::{About, Check, Hit, Reference, Rule, Severity, Topic};
use crate::record::dkim::ProblemKind;

/// The rule.
pub(in crate::findings) const RULE: Rule = Rule {
    id: "dkim-key-private",
    topic: Topic::Dkim,
    severity: Severity::Problem,
    title: "Private DKIM key in public DNS",
    why: "With this key everybody can sign as the domain, once its public half is published, and such mail passes \
          DMARC.",
    what_to_do: "Revoke the selector now, never use this pair of keys again, and publish the public half of a new \
                 one at a new selector.",
    references: &[Reference::new(6376, "3.6.1"), Reference::new(6376, "8.3")],
    check: Check::Domain(check),
};

/// Looks for private keys.
fn check(facts: &Facts) -> Vec<Hit> {
    let Some(around) = facts.around.as_deref() else {
        return Vec::new();
    };
    let hits = around.dkim.found().filter_map(|(selector, record)| {
        let name = selector.key.name.as_ref()?;
        let mut problems = record.problems.iter();
        problems.find(|problem| problem.kind == ProblemKind::PrivateKey)?;
        let message = format!("The key at {name} is a private key, with which everybody can sign.");
        Some(Hit {
            suggestion: revocation(selector),
            ..Hit::new(message).about(About::Selector(selector.selector.clone()))
        })
    });
    hits.take(MOST).collect()
}
