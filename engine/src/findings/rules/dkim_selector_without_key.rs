//! A selector entered by the visitor that has no key.

use super::shared::most;
use crate::discovery::Facts;
use crate::findings::{About, Check, Hit, Reference, Rule, Severity, Topic};
use crate::mail_setup::{RecordState, Tried};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "dkim-selector-without-key",
    topic: Topic::Dkim,
    severity: Severity::Advice,
    title: "No DKIM key at your selector",
    why: "If messages have this selector and this domain in their signature, verifiers find no key, and the messages \
          count as unsigned.",
    what_to_do: "Compare s= and d= in the DKIM-Signature field of a sent message. The key belongs at the selector in \
                 s=, below _domainkey, below the domain in d=.",
    references: &[Reference::new(6376, "3.6.2.1"), Reference::new(6376, "3.5")],
    check: Check::Domain(check),
};

/// Looks for the visitor's selectors without a key record. Other rules report aliases.
fn check(facts: &Facts) -> Vec<Hit> {
    let Some(dkim) = facts
        .mail_setup
        .as_deref()
        .map(|mail_setup| &mail_setup.dkim)
    else {
        return Vec::new();
    };
    let has_wildcard_alias = !dkim.control.aliases.is_empty();
    let selectors = dkim.selectors.iter();
    most(
        selectors
            .filter(|selector| {
                let key = &selector.key;
                let has_none = match key.state {
                    RecordState::NoData | RecordState::NxDomain | RecordState::NameTooLong => true,
                    // A wildcard answers with a text that is not a key.
                    RecordState::OtherText(_) => {
                        selector.is_wildcard
                            && matches!(dkim.control.state, RecordState::OtherText(_))
                    }
                    _ => false,
                };
                let has_own_alias = !key.aliases.is_empty() && !has_wildcard_alias;
                selector.tried == Tried::Visitor && !has_own_alias && has_none
            })
            .map(|selector| {
                Hit::new(format!(
                    "There is no key at {}._domainkey.{}, the selector you entered.",
                    selector.selector, facts.domain
                ))
                .about(About::Selector(selector.selector.clone()))
            }),
    )
}
