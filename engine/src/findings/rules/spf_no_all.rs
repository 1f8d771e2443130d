//! Example: `v=spf1 mx`

use super::shared::{SpfText, sound};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Text, Topic};
use crate::record::spf::{Outcome, parse};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "spf-no-all",
    topic: Topic::Spf,
    severity: Severity::Advice,
    title: "SPF record without all",
    why: "Without all and redirect, the result for every host that the record does not name is neutral, the same as \
          without SPF. Receivers cannot use it to recognize forged mail.",
    what_to_do: "End the record with ~all, or with -all if nothing else sends.",
    references: &[Reference::new(7208, "4.7"), Reference::new(7208, "5.1")],
    check: Check::Text(Text::Spf(find)),
};

/// Looks for a record without a result for hosts that it does not name.
fn find(text: &SpfText) -> Vec<Hit> {
    let record = text.record;
    let is_open = text.is_deciding && record.outcome == Outcome::Ok && record.all_index().is_none();
    // An `all` that a slip hides was still meant.
    let is_hidden = text
        .repair
        .as_ref()
        .is_some_and(|repair| parse(&repair.text).all().is_some());
    if !is_open || is_hidden || record.redirect().is_some() {
        return Vec::new();
    }
    let place = &text.place;
    if record.effective_mechanisms().next().is_none() {
        return vec![Hit::new(format!(
            "No term in {place} names a sender, so the result is neutral for everyone."
        ))];
    }
    let mut hit = Hit::new(format!(
        "There is no all at the end of {place}, so the result is neutral for every sender that is not listed."
    ));
    hit.suggestion =
        sound(format!("{} ~all", record.text.trim_end())).filter(|_| text.repair.is_none());
    vec![hit]
}
