//! No key at the selectors that were tried.

use super::shared::used_for_mail;
use crate::discovery::Facts;
use crate::findings::{About, Check, Hit, Reference, Rule, Severity, Topic};
use crate::mail_setup::Subtree;

pub(in crate::findings) const RULE: Rule = Rule {
    id: "dkim-no-key-found",
    topic: Topic::Dkim,
    severity: Severity::Note,
    title: "Could not tell whether DKIM is used",
    why: "DNS does not list selectors, so a check can only try likely ones. Mail may be signed with another.",
    what_to_do: "Look for s= in the DKIM-Signature field of a sent message, and check again with that selector. \
                 Aggregate reports name selectors too. If messages have no such field, set up DKIM before you go on \
                 with DMARC.",
    references: &[Reference::new(6376, "3.1"), Reference::new(6376, "3.5")],
    check: Check::Domain(check),
};

/// Looks for a domain in use that has names below `_domainkey`, but no key at the selectors that were tried.
fn check(facts: &Facts) -> Vec<Hit> {
    let Some(mail_setup) = used_for_mail(facts) else {
        return Vec::new();
    };
    let dkim = &mail_setup.dkim;
    let mut states = dkim.selectors.iter().map(|selector| &selector.key.state);
    let is_unclear = !facts.is_complete
        || dkim.subtree != Subtree::Exists
        || dkim.has_wildcard()
        || dkim.control.state.is_unknown()
        || states.any(|state| !state.is_none());
    if is_unclear {
        return Vec::new();
    }
    vec![
        Hit::new(format!(
            "None of the {} selectors tried has a key at {}. There may be others.",
            dkim.selectors.len(),
            facts.domain
        ))
        .about(About::Whole),
    ]
}
