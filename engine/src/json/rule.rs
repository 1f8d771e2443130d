//! The JSON form of the rules.

use serde::Serialize;

use crate::findings::{RULES, Reference, Rule};

/// A rule with its full description.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RuleJson {
    /// The id, which findings have as `rule`.
    id: &'static str,
    /// The topic that the rule belongs to, such as `policy` or `spf`.
    topic: &'static str,
    /// `problem`, `advice` or `note`.
    severity: &'static str,
    /// What the rule finds, in at most eight words.
    title: &'static str,
    /// Why it matters for mail.
    why: &'static str,
    /// What to do about it.
    what_to_do: &'static str,
    /// The sections of the standards that support it.
    references: Vec<ReferenceJson>,
}

/// A section of a standard.
#[derive(Debug, Clone, Serialize)]
pub(super) struct ReferenceJson {
    /// The usual citation.
    label: String,
    /// The address to read it at.
    url: String,
}

/// Converts all rules, sorted by id.
pub fn rules() -> Vec<RuleJson> {
    RULES.iter().map(rule).collect()
}

/// Converts a rule.
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

/// Converts references.
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
