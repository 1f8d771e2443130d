//! Example: `p=none rua=mailto:dmarc@example.com`

use super::shared::{MOST, MissingSemicolon, missing_semicolons};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Suggestion, Topic};
use crate::record::dmarc::{DmarcRecord, TagName};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "missing-semicolon",
    topic: Topic::Record,
    severity: Severity::Problem,
    title: "Missing semicolon",
    why: "Without the semicolon, the value of one tag runs into the next. Receivers see a value that makes no sense \
          and miss the second tag.",
    what_to_do: "Put a semicolon between the tags.",
    references: &[Reference::new(9989, "4.8"), Reference::new(7489, "6.4")],
    check: Check::Dmarc(check),
};

/// Looks for tags within the values of other tags.
fn check(record: &DmarcRecord) -> Vec<Hit> {
    let missing = missing_semicolons(record);
    // If a tag would then appear twice, only the owner can choose.
    let is_clear = missing.iter().all(|place| !record.has(place.hidden));
    let separators = missing.iter().map(|place| (place.separator, "; "));
    let text = is_clear.then(|| record.replaced_all(separators));
    let mut hits: Vec<_> = missing
        .iter()
        .take(MOST)
        .map(|place| {
            let MissingSemicolon { inside, hidden, .. } = place;
            let follows = if *inside == TagName::Version {
                "ignore the record"
            } else {
                "read it as part of the previous value"
            };
            let message = format!("There is no semicolon before {hidden}, so receivers {follows}.");
            Hit::at(place.span, message)
        })
        .collect();
    if let Some(first) = hits.first_mut() {
        first.suggestion = text.map(Suggestion::instead);
    }
    hits
}
