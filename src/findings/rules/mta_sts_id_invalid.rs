//! `v=STSv1; id=2026-05-20`

use super::shared::shown;
use crate::discovery::Facts;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Suggestion, Topic};
use crate::record::mta_sts::TagName;

/// The rule.
pub(in crate::findings) const RULE: Rule = Rule {
    id: "mta-sts-id-invalid",
    topic: Topic::MtaSts,
    severity: Severity::Problem,
    title: "MTA-STS id is missing or not valid",
    why: "By the id senders notice that the policy changed. Without one of 1 to 32 letters and digits the record is \
          not valid, and senders take the domain for one without MTA-STS, unless they still hold a policy from \
          before.",
    what_to_do: "Publish an id of letters and digits, such as the date and time of the last change, and a new one \
                 whenever the policy changes.",
    references: &[Reference::new(8461, "3.1")],
    check: Check::Domain(check),
};

/// Looks for a record without a usable `id`.
fn check(facts: &Facts) -> Vec<Hit> {
    let Some(around) = &facts.around else {
        return Vec::new();
    };
    let (Some(name), Some(record)) = (&around.mta_sts.name, around.mta_sts.record()) else {
        return Vec::new();
    };
    if record.id.is_some() {
        return Vec::new();
    }
    let tag = record.tags.iter().find(|tag| tag.name == Some(TagName::Id));
    let Some(value) = tag.map(|tag| tag.value_span) else {
        return vec![Hit::new(format!("The MTA-STS record at {name} has no id."))];
    };
    let written = value.of(&record.text);
    let mut hit = Hit::new(format!(
        "The id of the MTA-STS record at {name} is “{}”; it has to be 1 to 32 letters and digits.",
        shown(written)
    ));
    let id: String = written
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .take(MOST_OF_ID)
        .collect();
    let before = record.text.get(..value.start).unwrap_or_default();
    let after = record.text.get(value.end..).unwrap_or_default();
    if !id.is_empty() {
        hit.suggestion = Some(Suggestion::at(name.clone(), format!("{before}{id}{after}")));
    }
    vec![hit]
}

/// The longest id.
const MOST_OF_ID: usize = 32;
