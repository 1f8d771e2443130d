//! `t=y` in the DMARC record of a domain with a BIMI record.

use super::shared::{bimi_obstacles, most};
use crate::discovery::Facts;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::mail_setup::BimiObstacle;

pub(in crate::findings) const RULE: Rule = Rule {
    id: "bimi-policy-in-test-mode",
    topic: Topic::Bimi,
    severity: Severity::Note,
    title: "Test mode may keep the logo away",
    why: "With t=y receivers on RFC 9989 are asked to do less than the policy says. The draft about BIMI does not \
          mention the tag, so receivers may take such a policy for one that is too weak.",
    what_to_do: "Remove t=y from the DMARC record once its test is over.",
    references: &[Reference::bimi("7.1"), Reference::new(9989, "4.7")],
    check: Check::Domain(check),
};

/// Looks for test mode in the policies that decide whether the logo is shown.
fn check(facts: &Facts) -> Vec<Hit> {
    let hits = bimi_obstacles(facts).iter().filter_map(|obstacle| match obstacle {
        BimiObstacle::TestMode(domain) => Some(format!(
            "There is a BIMI record, but the DMARC record of {domain} is in test mode (t=y), so receivers \
             may show no logo."
        )),
        _ => None,
    });
    most(hits.map(Hit::new))
}
