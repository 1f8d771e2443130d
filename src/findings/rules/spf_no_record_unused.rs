//! No SPF record, and no host takes mail

use super::spf_no_record::{Use, without_record};
use crate::discovery::Facts;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Suggestion};

/// The rule.
pub(in crate::findings) const RULE: Rule = Rule {
    id: "spf-no-record-unused",
    severity: Severity::Note,
    title: "No SPF record on an unused domain",
    why: "The domain takes no mail, and no DKIM key of its was found, so it is most likely not used for mail. A \
          record that lets nobody send tells receivers so, those too that do not look at DMARC.",
    what_to_do: "If nothing is sent with a return-path at this domain, publish v=spf1 -all.",
    references: &[Reference::new(7208, "10.1.2"), Reference::new(7505, "4.2")],
    check: Check::Domain(check),
};

/// Looks for a domain that is not used for mail and has no record.
fn check(facts: &Facts) -> Vec<Hit> {
    if !matches!(without_record(facts), Some((_, Use::Unused))) {
        return Vec::new();
    }
    let domain = &facts.domain;
    let hit = Hit::new(format!(
        "{domain} takes no mail and has no SPF record that says it sends none."
    ));
    vec![hit.suggesting(Suggestion::at(domain.clone(), "v=spf1 -all"))]
}
