//! A text at a selector that is not a key record.

use super::shared::{Kept, alias_target, most, shown};
use crate::discovery::Facts;
use crate::findings::{About, Check, Hit, Reference, Rule, Severity, Topic};
use crate::mail_setup::{MailSetup, RecordState};
use crate::record::Span;
use crate::record::dkim::{DkimRecord, is_dkim};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "dkim-text-not-a-key",
    topic: Topic::Dkim,
    severity: Severity::Advice,
    title: "TXT record is not a DKIM key",
    why: "If mail is signed with this selector, verifiers find no key, and the mail counts as unsigned. Often the \
          record of another name was published here, or the beginning of this one was lost.",
    what_to_do: "Publish the record as it was given, beginning with v=DKIM1. If the selector is no longer used, remove \
                 the text.",
    references: &[
        Reference::new(6376, "3.6.1"),
        Reference::new(6376, "3.6.2.1"),
    ],
    check: Check::MailSetup(check),
};

/// Looks for texts at selectors that were not meant or not written as keys. Another rule reports a text that names where the key
/// is.
fn check(_: &Facts, mail_setup: &MailSetup) -> Vec<Hit> {
    let selectors = mail_setup.dkim.selectors.iter();
    let hits = selectors
        .filter(|selector| !selector.is_wildcard)
        .filter_map(|selector| match &selector.key.state {
            RecordState::OtherText(texts)
                if !texts.iter().any(|text| alias_target(text).is_some()) =>
            {
                let place = format!(" at {}", selector.key.name.as_ref()?);
                let hit = Hit::new(not_a_key(&place, texts.first()?));
                Some(hit.about(About::Selector(selector.selector.clone())))
            }
            _ => None,
        });
    most(hits)
}

/// Says why a text alone is not a key record.
pub(in crate::findings) fn find(key: &Kept<DkimRecord>) -> Vec<Hit> {
    let text = key.record.text.as_str();
    if is_dkim(text) {
        return Vec::new();
    }
    let message = match alias_target(text) {
        Some(target) => format!(
            "{} is not a DKIM key but the target of a CNAME record.",
            shown(target.as_str())
        ),
        None => not_a_key("", text),
    };
    vec![key.hit(Some(Span::new(0, text.len())), message)]
}

/// Writes the message. `place` is where the text was found.
fn not_a_key(place: &str, text: &str) -> String {
    format!("The text{place} is not a DKIM key: “{}”.", shown(text))
}
