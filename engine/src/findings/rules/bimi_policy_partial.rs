//! `p=quarantine; pct=50` in the DMARC record of a domain with a BIMI record.

use super::shared::{bimi_obstacles, most};
use crate::discovery::Facts;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::mail_setup::BimiObstacle;

pub(in crate::findings) const RULE: Rule = Rule {
    id: "bimi-policy-partial",
    topic: Topic::Bimi,
    severity: Severity::Advice,
    title: "BIMI needs quarantine for all mail",
    why: "The draft accepts quarantine only if pct is 100 or not set. Receivers on RFC 9989 ignore pct, but those that \
          show logos may still check it.",
    what_to_do: "Remove pct from the DMARC record.",
    references: &[Reference::bimi("7.1"), Reference::new(9989, "A.6")],
    check: Check::Domain(check),
};

/// Looks for a partial percentage in the policies that decide whether the logo is shown.
fn check(facts: &Facts) -> Vec<Hit> {
    let hits = bimi_obstacles(facts)
        .iter()
        .filter_map(|obstacle| match obstacle {
            BimiObstacle::Percentage(domain, percentage) => Some(format!(
                "There is a BIMI record, but the DMARC record of {domain} asks for quarantine with \
             pct={percentage}, so receivers may show no logo."
            )),
            _ => None,
        });
    most(hits.map(Hit::new))
}
