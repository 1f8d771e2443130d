//! Keys that still work at an unused domain.

use super::shared::{most, revocation};
use crate::discovery::Facts;
use crate::findings::{About, Check, Hit, Reference, Rule, Severity, Topic};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "parked-domain-with-keys",
    topic: Topic::Dkim,
    severity: Severity::Advice,
    title: "Unused domain with working DKIM keys",
    why: "SPF and MX say that this domain is not used for mail. Anyone who still has the private key, such as a \
          service you left years ago, can sign as the domain. Such mail passes DMARC whatever the policy.",
    what_to_do: "If nothing is sent in its name, revoke the key, or remove the CNAME record if it is an alias. Keep it \
                 if mail is sent with DKIM alone.",
    references: &[
        Reference::new(6376, "3.6.1"),
        Reference::new(9989, "4.10.2"),
    ],
    check: Check::Domain(check),
};

/// Looks for usable keys at a parked domain.
fn check(facts: &Facts) -> Vec<Hit> {
    let Some(mail_setup) = facts
        .mail_setup
        .as_deref()
        .filter(|_| facts.mail.is_parked())
    else {
        return Vec::new();
    };
    let hits = mail_setup.dkim.usable().filter_map(|(selector, _)| {
        let name = selector.key.name.as_ref()?;
        let message = format!(
            "According to SPF and MX, {} is not used for mail, but mail can be signed with the key at {name}.",
            facts.domain
        );
        Some(Hit {
            suggestion: revocation(selector),
            ..Hit::new(message).about(About::Selector(selector.selector.clone()))
        })
    });
    most(hits)
}
