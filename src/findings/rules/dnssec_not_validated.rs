//! Answers that the resolver did not check.

use crate::around::Dnssec;
use crate::discovery::Facts;
use crate::findings::{Check, Hit, Reference, Rule, Severity};

/// The rule.
pub(in crate::findings) const RULE: Rule = Rule {
    id: "dnssec-not-validated",
    severity: Severity::Note,
    title: "Answers are not validated with DNSSEC",
    why: "Without DNSSEC, receivers cannot tell a forged DNS answer from a real one, and DANE cannot be used. Most \
          domains work without. A resolver that checks nothing says the same of a domain that is signed.",
    what_to_do: "If the DNS provider offers DNSSEC, turn it on, and watch that the DS record at the registry matches.",
    references: &[Reference::new(4035, "3.2.3"), Reference::new(4033, "3")],
    check: Check::Domain(check),
};

/// Looks for a domain whose answers are not checked.
fn check(facts: &Facts) -> Vec<Hit> {
    let Some(around) = &facts.around else {
        return Vec::new();
    };
    if around.dnssec != Dnssec::NotAuthenticated {
        return Vec::new();
    }
    vec![Hit::new(format!(
        "The resolver did not validate its answers about {} with DNSSEC.",
        facts.domain
    ))]
}
