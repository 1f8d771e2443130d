//! A selector that the visitor named and that has no key.

use crate::around::{RecordState, Tried};
use crate::discovery::Facts;
use crate::findings::{About, Check, Hit, Reference, Rule, Severity, Topic};

/// The rule.
pub(in crate::findings) const RULE: Rule = Rule {
    id: "dkim-selector-without-key",
    topic: Topic::Dkim,
    severity: Severity::Advice,
    title: "Named selector without DKIM key",
    why: "If messages carry this selector in their signature, together with this domain, verifiers find no key, \
          and the messages count as not signed.",
    what_to_do: "Compare s= and d= in the DKIM-Signature field of a message that was sent: the key belongs at the \
                 selector, below _domainkey, below the domain in d=.",
    references: &[Reference::new(6376, "3.6.2.1"), Reference::new(6376, "3.5")],
    check: Check::Domain(check),
};

/// Looks for selectors of the visitor without any text. Aliases have a rule of their own.
fn check(facts: &Facts) -> Vec<Hit> {
    let Some(dkim) = facts.around.as_deref().map(|around| &around.dkim) else {
        return Vec::new();
    };
    let has_wildcard_alias = !dkim.control.aliases.is_empty();
    let selectors = dkim.selectors.iter();
    selectors
        .filter(|selector| {
            let key = &selector.key;
            selector.tried == Tried::Visitor
                && (key.aliases.is_empty() || has_wildcard_alias)
                && matches!(
                    key.state,
                    RecordState::NoData | RecordState::NxDomain | RecordState::NameTooLong
                )
        })
        .map(|selector| {
            Hit::new(format!(
                "There is no key at {}._domainkey.{}, the selector that you named.",
                selector.selector, facts.domain
            ))
            .about(About::Selector(selector.selector.clone()))
        })
        .collect()
}
