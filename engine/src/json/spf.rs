//! The JSON form of an SPF record and of an evaluation's result.

use serde::Serialize;

use super::{FindingJson, Places, Span};
use crate::findings::judge_spf;
use crate::record::spf::{Qualifier, SpfRecord};
use crate::spf::Evaluation;

/// A parsed SPF record.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SpfRecordJson {
    /// Always `spf`.
    kind: &'static str,
    /// The full text of the record.
    text: String,
    /// `ok`, `permerror` for a syntax error, or `ignored` for a text that is not an SPF record.
    outcome: &'static str,
    /// The number of terms that cause lookups, as written.
    lookup_terms: usize,
    /// The qualifier of `all`; null if there is no `all`.
    all: Option<&'static str>,
    /// The target of `redirect`, as written.
    redirect: Option<String>,
    /// The terms, in order.
    terms: Vec<TermJson>,
    /// What the rules found in the text.
    findings: Vec<FindingJson>,
}

/// A term of the record.
#[derive(Debug, Clone, Serialize)]
struct TermJson {
    /// The term's name as written, without the qualifier.
    name: String,
    /// What follows the name, without the colon or `=`; null if nothing does.
    value: Option<String>,
    /// The qualifier, `+` if none is written; null for a modifier.
    qualifier: Option<&'static str>,
    /// The place of the whole term.
    span: Span,
}

/// The result of an evaluation.
#[derive(Debug, Clone, Serialize)]
pub struct SpfEvaluationJson {
    /// `none`, `neutral`, `pass`, `fail`, `softfail`, `temperror` or `permerror`.
    result: &'static str,
    /// The owner's explanation of a fail, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    explanation: Option<String>,
}

/// Converts an evaluation.
pub fn spf_evaluation(evaluation: &Evaluation) -> SpfEvaluationJson {
    SpfEvaluationJson {
        result: evaluation.result.as_str(),
        explanation: evaluation.explanation.clone(),
    }
}

/// Converts a record, with the findings of the rules that need only its text.
pub fn spf_record(record: &SpfRecord) -> SpfRecordJson {
    let text = &record.text;
    let places = Places::new(text);
    SpfRecordJson {
        kind: "spf",
        text: text.clone(),
        outcome: record.outcome.as_str(),
        lookup_terms: record.lookup_terms(),
        all: record.all().map(Qualifier::as_str),
        redirect: record
            .redirect()
            .map(|(_, domain)| domain.span.of(text).to_owned()),
        terms: terms(record, &places),
        findings: judge_spf(record)
            .found
            .iter()
            .map(|finding| FindingJson::new(finding, &places))
            .collect(),
    }
}

fn terms(record: &SpfRecord, places: &Places) -> Vec<TermJson> {
    let text = &record.text;
    record
        .terms
        .iter()
        .map(|term| TermJson {
            name: term.name_span.of(text).to_owned(),
            value: term.value_span.map(|value| value.of(text).to_owned()),
            qualifier: term.qualifier.map(Qualifier::as_str),
            span: places.span(term.span),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::spf::parse;

    #[test]
    fn spans_count_as_javascript_does() {
        let twin = spf_record(&parse("v=spf1 a:𝔳.example ~all"));
        let spans: Vec<_> = twin.terms.iter().map(|term| term.span).collect();
        assert_eq!(spans, [[7, 19], [20, 24]]);
    }
}
