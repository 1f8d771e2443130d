//! The JSON form of a DMARC record's explanation, tag by tag.

use serde::Serialize;

use super::Places;
use super::record::{TagJson, tags};
use super::rule::{ReferenceJson, references};
use crate::explain::{self, Explanation};
use crate::record::dmarc::DmarcRecord;

/// The explanation of a DMARC record.
#[derive(Debug, Clone, Serialize)]
pub struct ExplanationJson {
    /// Always `dmarc`.
    kind: &'static str,
    /// The full text of the record.
    text: String,
    /// How an RFC 9989 receiver treats it: `policy`, `monitoring` or `ignored`.
    outcome: &'static str,
    /// The tags in the record, in order, followed by those that apply by default.
    tags: Vec<ExplainedTagJson>,
}

/// A tag with its explanation.
#[derive(Debug, Clone, Serialize)]
struct ExplainedTagJson {
    /// The tag itself, flattened into this object.
    #[serde(flatten)]
    tag: TagJson,
    /// The subject of the tag.
    title: &'static str,
    /// What its value in this record requests.
    meaning: String,
    /// Where the value comes from, in a sentence.
    source: String,
    /// The sections of the standards that define it.
    references: Vec<ReferenceJson>,
}

/// Explains a record.
pub fn explanation(record: &DmarcRecord) -> ExplanationJson {
    let declared = record.tags.iter().map(|tag| match tag.name {
        Some(name) => explain::tag(record, name),
        None => explain::unknown_tag(record, tag),
    });
    let unsaid = explain::unstated(record)
        .into_iter()
        .map(|name| explain::tag(record, name));
    let explanations = declared.chain(unsaid);
    ExplanationJson {
        kind: "dmarc",
        text: record.text.clone(),
        outcome: record.outcome.as_str(),
        tags: tags(record, &Places::new(&record.text))
            .into_iter()
            .zip(explanations)
            .map(|(tag, explanation)| explained(tag, explanation))
            .collect(),
    }
}

/// Combines a tag with its explanation.
fn explained(tag: TagJson, explanation: Explanation) -> ExplainedTagJson {
    ExplainedTagJson {
        tag,
        title: explanation.title,
        meaning: explanation.meaning,
        source: explanation.origin,
        references: references(explanation.references),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::dmarc::parse;

    #[test]
    fn each_tag_has_its_own_explanation() {
        let record = parse("v=DMARC1; p=reject; pto=1");
        let twin = serde_json::to_value(explanation(&record)).unwrap();
        assert_eq!(twin["outcome"], "policy");
        let tags = twin["tags"].as_array().unwrap();
        let names: Vec<_> = tags
            .iter()
            .map(|tag| tag["name"].as_str().unwrap())
            .collect();
        assert_eq!(
            names,
            ["v", "p", "pto", "sp", "np", "adkim", "aspf", "psd", "t"]
        );
        assert_eq!(
            tags[2],
            serde_json::json!({
                "name": "pto",
                "value": "1",
                "span": [20, 25],
                "nameSpan": [20, 23],
                "valueSpan": [24, 25],
                "known": false,
                "declared": true,
                "origin": null,
                "effective": null,
                "title": "Unknown tag",
                "meaning": "Neither RFC 9989 nor RFC 7489 defines pto, so receivers ignore it.",
                "source": "Set in the record.",
                "references": [
                    {"label": "RFC 9989, section 4.7", "url": "https://www.rfc-editor.org/rfc/rfc9989#section-4.7"},
                    {"label": "RFC 7489, section 6.3", "url": "https://www.rfc-editor.org/rfc/rfc7489#section-6.3"},
                ],
            })
        );
        assert_eq!(tags[3]["effective"], "reject");
        assert_eq!(tags[3]["source"], "Not set, so it has the value of p.");
    }
}
