//! Example: `v=STSv1; id=2026-05-20`

use super::shared::{Kept, shown};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Text, Topic};
use crate::record::Span;
use crate::record::mta_sts::{StsRecord, TagName};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "mta-sts-id-invalid",
    topic: Topic::MtaSts,
    severity: Severity::Problem,
    title: "MTA-STS id is missing or not valid",
    why: "The id tells senders that the policy changed. Without an id of 1 to 32 letters and digits, the record is not \
          valid. Senders then treat the domain as one without MTA-STS, unless they still have a cached policy.",
    what_to_do: "Publish an id of letters and digits, such as the date and time of the last change. Publish a new one \
                 whenever the policy changes.",
    references: &[Reference::new(8461, "3.1")],
    check: Check::Text(Text::MtaSts(find)),
};

/// Looks for a record without a usable `id`.
fn find(kept: &Kept<StsRecord>) -> Vec<Hit> {
    let record = kept.record;
    if record.id.is_some() {
        return Vec::new();
    }
    let place = kept.place();
    let mut tags = record.tags.iter();
    let Some(tag) = tags.find(|tag| tag.name == Some(TagName::Id)) else {
        let end = Span::new(record.text.len(), record.text.len());
        let message = format!("The MTA-STS record{place} has no id.");
        return vec![kept.hit(Some(end), message)];
    };
    let value = tag.value_span;
    let written = value.of(&record.text);
    let mut hit = kept.hit(
        Some(tag.span),
        format!(
            "The id of the MTA-STS record{place} is “{}”; it must be 1 to 32 letters and digits.",
            shown(written)
        ),
    );
    let id: String = written
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .take(MOST_OF_ID)
        .collect();
    let before = record.text.get(..value.start).unwrap_or_default();
    let after = record.text.get(value.end..).unwrap_or_default();
    if !id.is_empty() {
        hit.suggestion = kept.instead(format!("{before}{id}{after}"));
    }
    vec![hit]
}

/// The most characters of an id.
const MOST_OF_ID: usize = 32;
