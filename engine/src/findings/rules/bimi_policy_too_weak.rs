//! A BIMI record without the DMARC policy that receivers require.

use super::shared::{bimi_obstacles, most};
use crate::discovery::Facts;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::mail_setup::BimiObstacle;

pub(in crate::findings) const RULE: Rule = Rule {
    id: "bimi-policy-too-weak",
    topic: Topic::Bimi,
    severity: Severity::Advice,
    title: "DMARC policy too weak for BIMI",
    why: "Under the draft, receivers show a logo only if DMARC asks for quarantine or reject, both at the name and at \
          its Organizational Domain, and sp is not none. Some reportedly check only the name.",
    what_to_do: "Move towards quarantine and reject as the next step says. A logo is no reason to rush.",
    references: &[Reference::bimi("7.1"), Reference::new(9989, "4.7")],
    check: Check::Domain(check),
};

/// Looks for weak policies among those that decide whether the logo is shown.
fn check(facts: &Facts) -> Vec<Hit> {
    let hits = bimi_obstacles(facts).iter().filter_map(|obstacle| match obstacle {
        BimiObstacle::NoPolicy => Some(format!(
            "{} has a BIMI record, but no DMARC policy, so receivers that follow the draft show no logo.",
            facts.domain
        )),
        BimiObstacle::PolicyNone(domain) => Some(format!(
            "There is a BIMI record, but the DMARC record of {domain} asks for no action (p=none), so receivers that \
             follow the draft show no logo."
        )),
        BimiObstacle::SubdomainPolicyNone(domain) => Some(format!(
            "There is a BIMI record, but the DMARC record of {domain} has sp=none, so receivers that follow the draft \
             show no logo."
        )),
        _ => None,
    });
    most(hits.map(Hit::new))
}
