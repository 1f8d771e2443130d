//! A text at a selector that is no key record.

use super::shared::{MOST, shown};
use crate::around::RecordState;
use crate::discovery::Facts;
use crate::findings::{About, Check, Hit, Reference, Rule, Severity, Topic};

/// The rule.
pub(in crate::findings) const RULE: Rule = Rule {
    id: "dkim-text-not-a-key",
    topic: Topic::Dkim,
    severity: Severity::Advice,
    title: "Text in place of a DKIM key",
    why: "If mail is signed with this selector, verifiers find no key, and it counts as not signed. Often the \
          record of another name was published here, or the beginning of this one was lost.",
    what_to_do: "Publish the record as it was given, beginning with v=DKIM1, or remove the text if the selector is \
                 out of use.",
    references: &[
        Reference::new(6376, "3.6.1"),
        Reference::new(6376, "3.6.2.1"),
    ],
    check: Check::Domain(check),
};

/// Looks for texts at selectors that are not meant as keys, or not written as such.
fn check(facts: &Facts) -> Vec<Hit> {
    let Some(around) = facts.around.as_deref() else {
        return Vec::new();
    };
    let selectors = around.dkim.selectors.iter();
    let hits = selectors
        .filter(|selector| !selector.is_wildcard)
        .filter_map(|selector| match &selector.key.state {
            RecordState::OtherText(texts) => Some(
                Hit::new(format!(
                    "The text at {} is no DKIM key: “{}”.",
                    selector.key.name.as_ref()?,
                    shown(texts.first()?)
                ))
                .about(About::Selector(selector.selector.clone())),
            ),
            _ => None,
        });
    hits.take(MOST).collect()
}
