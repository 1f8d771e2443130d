//! The catalogue of rules.

use serde::Serialize;

use crate::findings::{RULES, Reference, Rule};

/// A rule: all there is to say about what it looks for.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RuleJson {
    /// Its name, which findings have as `rule`.
    id: &'static str,
    /// The part of a domain's setup that it is about, such as `policy` or `spf`.
    topic: &'static str,
    /// `problem`, `advice` or `note`.
    severity: &'static str,
    /// What is found, in up to eight words.
    title: &'static str,
    /// Why it matters for mail.
    why: &'static str,
    /// What to do about it.
    what_to_do: &'static str,
    /// Where the standards speak of it.
    references: Vec<ReferenceJson>,
}

/// A section of a standard.
#[derive(Debug, Clone, Serialize)]
pub(super) struct ReferenceJson {
    /// How people cite it.
    label: String,
    /// Where it can be read.
    url: String,
}

/// The twins of all rules, sorted by name.
pub fn rules() -> Vec<RuleJson> {
    RULES.iter().map(rule).collect()
}

/// The twin of a rule.
fn rule(rule: &Rule) -> RuleJson {
    RuleJson {
        id: rule.id,
        topic: rule.topic.as_str(),
        severity: rule.severity.as_str(),
        title: rule.title,
        why: rule.why,
        what_to_do: rule.what_to_do,
        references: references(rule.references),
    }
}

/// The twins of sections.
pub(super) fn references(references: &[Reference]) -> Vec<ReferenceJson> {
    let twin = |reference: &Reference| ReferenceJson {
        label: reference.label(),
        url: reference.url(),
    };
    references.iter().map(twin).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_is_there_whole() {
        let rules = serde_json::to_value(rules()).unwrap();
        let rules = rules.as_array().unwrap();
        assert_eq!(rules.len(), RULES.len());
        let known = crate::findings::rule("bimi-declined").unwrap();
        let twin = rules.iter().find(|twin| twin["id"] == known.id).unwrap();
        assert_eq!(
            *twin,
            serde_json::json!({
                "id": "bimi-declined",
                "topic": "bimi",
                "severity": "note",
                "title": known.title,
                "why": known.why,
                "whatToDo": known.what_to_do,
                "references": [{ "label": known.references[0].label(), "url": known.references[0].url() }],
            })
        );
    }
}
