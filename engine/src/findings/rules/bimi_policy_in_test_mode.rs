//! `t=y` in the DMARC record of a domain with a BIMI record.

use super::shared::{bimi_obstacles, most};
use crate::discovery::Facts;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::mail_setup::BimiObstacle;

pub(in crate::findings) const RULE: Rule = Rule {
    id: "bimi-policy-in-test-mode",
    topic: Topic::Bimi,
    severity: Severity::Note,
    title: "Test mode may hide the BIMI logo",
    why: "With t=y, receivers on RFC 9989 are asked for less than the policy says. The BIMI draft does not mention t, \
          so receivers may consider the policy too weak.",
    what_to_do: "Remove t=y from the DMARC record when the test is over.",
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
