//! A selector that points to a name without a key.

use super::shared::{MOST, shown};
use crate::around::RecordState;
use crate::discovery::Facts;
use crate::findings::{About, Check, Hit, Reference, Rule, Severity, Topic};

/// The rule.
pub(in crate::findings) const RULE: Rule = Rule {
    id: "dkim-alias-without-key",
    topic: Topic::Dkim,
    severity: Severity::Advice,
    title: "DKIM alias leads to no key",
    why: "The selector was set up for somebody who has no key at the other end: signing was never turned on, or \
          the account is gone. Mail signed with it counts as not signed, and whoever may use the name at the other \
          end can publish a key there and sign as this domain.",
    what_to_do: "Turn signing on where the alias leads, or remove the CNAME record if that service is out of use.",
    references: &[
        Reference::new(6376, "3.6.2.1"),
        Reference::new(6376, "6.1.2"),
    ],
    check: Check::Domain(check),
};

/// Looks for aliases behind which there is nothing. A wildcard alias, as web sites have it, says nothing about selectors.
fn check(facts: &Facts) -> Vec<Hit> {
    let Some(dkim) = facts.around.as_deref().map(|around| &around.dkim) else {
        return Vec::new();
    };
    if !dkim.control.aliases.is_empty() || dkim.control.state.is_unknown() {
        return Vec::new();
    }
    let hits = dkim.selectors.iter().filter_map(|selector| {
        let key = &selector.key;
        let what = match key.state {
            RecordState::NoData => "where there is no text",
            RecordState::NxDomain => "which does not exist",
            _ => return None,
        };
        Some(
            Hit::new(format!(
                "{} is an alias of {}, {what}.",
                key.name.as_ref()?,
                shown(key.aliases.last()?.as_str())
            ))
            .about(About::Selector(selector.selector.clone())),
        )
    });
    hits.take(MOST).collect()
}
