//! The JSON form of a DMARC record and of findings in a text.

use serde::Serialize;

use super::{Places, Span};
use crate::findings::{About, Finding, Hit, Suggestion, judge_record};
use crate::record::dmarc::{DmarcRecord, Origin, Outcome, ReportUri, Value};

/// The largest integer that JavaScript represents exactly. Serializers for JavaScript refuse larger ones.
const MAX_SAFE_INTEGER: u64 = (1 << 53) - 1;

/// A parsed DMARC record.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RecordJson {
    /// Always `dmarc`.
    kind: &'static str,
    /// The full text of the record.
    text: String,
    /// How an RFC 9989 receiver treats it: `policy`, `monitoring` or `ignored`.
    outcome: &'static str,
    /// The effective `p`; null if the record is ignored.
    policy: Option<&'static str>,
    /// The effective `sp`; null if the record is ignored.
    subdomain_policy: Option<&'static str>,
    /// The effective `np`; null if the record is ignored.
    nonexistent_policy: Option<&'static str>,
    /// The DKIM alignment mode: `r` or `s`.
    adkim: &'static str,
    /// The SPF alignment mode: `r` or `s`.
    aspf: &'static str,
    /// The options of `fo`: `0`, `1`, `d`, `s`.
    failure_options: Vec<&'static str>,
    /// Where aggregate reports are sent, without the addresses that senders of reports ignore.
    rua: Vec<UriJson>,
    /// Where failure reports are sent, without the addresses that senders of reports ignore.
    ruf: Vec<UriJson>,
    /// Whether `t` turns test mode on.
    testing: bool,
    /// The value of `psd`: `y`, `n` or `u`.
    psd: &'static str,
    /// The tags in the record, in order, followed by those that apply by default.
    tags: Vec<TagJson>,
    /// What the rules found in the text.
    findings: Vec<FindingJson>,
}

/// A report URI.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
struct UriJson {
    /// The URI without its size limit.
    uri: String,
    /// The mail address of a `mailto:` URI.
    address: Option<String>,
    /// The host that receives the reports.
    host: Option<String>,
    /// The size limit in bytes; also null if a JavaScript number can't represent it exactly.
    size_limit: Option<u64>,
}

/// A tag of a record.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct TagJson {
    /// The name as written.
    pub(super) name: String,
    /// The value as written; null for a tag that applies by default.
    pub(super) value: Option<String>,
    /// The place of name, `=` and value.
    pub(super) span: Option<Span>,
    /// The place of the name.
    pub(super) name_span: Option<Span>,
    /// The place of the value.
    pub(super) value_span: Option<Span>,
    /// Whether a standard defines the tag.
    pub(super) known: bool,
    /// Whether the tag is in the record.
    pub(super) declared: bool,
    /// `declared`, `inherited` or `default`; null for tags without a default.
    pub(super) origin: Option<&'static str>,
    /// The value that applies; null if there is none.
    pub(super) effective: Option<String>,
}

/// A finding in a text that is judged on its own.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FindingJson {
    /// The id of the rule.
    rule: &'static str,
    /// `problem`, `advice` or `note`.
    severity: &'static str,
    /// The finding in one sentence.
    message: String,
    /// The place in the record. This field and the next describe the first hit.
    span: Option<Span>,
    /// The record to publish instead.
    suggestion: Option<SuggestionJson>,
    /// Every place where the rule applies, including the first one.
    hits: Vec<HitJson>,
}

/// A place where a rule applies.
#[derive(Debug, Clone, Serialize)]
struct HitJson {
    /// The finding in one sentence.
    message: String,
    /// The place in the record.
    span: Option<Span>,
    /// The record to publish instead.
    suggestion: Option<SuggestionJson>,
    /// What the hit is about.
    about: Vec<AboutJson>,
}

/// A thing that a hit is about.
#[derive(Debug, Clone, Serialize)]
struct AboutJson {
    /// `host`, `selector`, `vendor` or `destination`.
    kind: &'static str,
    /// The name of that thing.
    name: String,
}

/// A record to publish.
#[derive(Debug, Clone, Serialize)]
struct SuggestionJson {
    /// The name to publish it at; null for the name of the judged record.
    name: Option<String>,
    /// The text of the record.
    text: String,
}

impl FindingJson {
    /// Converts a finding in the text that `places` belongs to.
    pub(super) fn new(finding: &Finding, places: &Places) -> Self {
        let hit = &finding.hit;
        Self {
            rule: finding.rule.id,
            severity: finding.severity().as_str(),
            message: hit.message.clone(),
            span: hit.span.map(|span| places.span(span)),
            suggestion: hit.suggestion.as_ref().map(suggestion),
            hits: finding
                .hits()
                .map(|hit| HitJson::new(hit, places))
                .collect(),
        }
    }
}

impl HitJson {
    /// Converts a hit in the text that `places` belongs to.
    fn new(hit: &Hit, places: &Places) -> Self {
        let about = |about: &About| {
            Some(AboutJson {
                kind: about.kind(),
                name: about.name()?.to_owned(),
            })
        };
        Self {
            message: hit.message.clone(),
            span: hit.span.map(|span| places.span(span)),
            suggestion: hit.suggestion.as_ref().map(suggestion),
            about: hit.about.iter().filter_map(about).collect(),
        }
    }
}

/// Converts a suggestion.
fn suggestion(suggestion: &Suggestion) -> SuggestionJson {
    SuggestionJson {
        name: suggestion.name.as_ref().map(ToString::to_string),
        text: suggestion.text.clone(),
    }
}

/// Converts a record, with the findings of the rules about records.
pub fn record(record: &DmarcRecord) -> RecordJson {
    let effective = |policy: &'static str| match record.outcome {
        Outcome::Policy => Some(policy),
        Outcome::Monitoring => Some("none"),
        Outcome::Ignored => None,
    };
    let places = Places::new(&record.text);
    RecordJson {
        kind: "dmarc",
        text: record.text.clone(),
        outcome: record.outcome.as_str(),
        policy: effective(record.policy.value.as_str()),
        subdomain_policy: effective(record.subdomain_policy.value.as_str()),
        nonexistent_policy: effective(record.nonexistent_policy.value.as_str()),
        adkim: record.dkim_alignment.value.as_str(),
        aspf: record.spf_alignment.value.as_str(),
        failure_options: record
            .failure_options
            .value
            .iter()
            .map(|option| option.as_str())
            .collect(),
        rua: uris(&record.aggregate_reports),
        ruf: uris(&record.failure_reports),
        testing: record.is_testing.value,
        psd: record.psd.value.as_str(),
        tags: tags(record, &places),
        findings: judge_record(record)
            .found
            .iter()
            .map(|f| FindingJson::new(f, &places))
            .collect(),
    }
}

/// Converts the record of a report. Its findings have no suggestions, because the report's plan says what to publish.
pub(super) fn record_in_report(of: &DmarcRecord) -> RecordJson {
    let mut twin = record(of);
    for finding in &mut twin.findings {
        finding.suggestion = None;
    }
    twin
}

/// The URIs that senders of reports use.
fn uris(uris: &[ReportUri]) -> Vec<UriJson> {
    uris.iter()
        .filter(|uri| uri.is_valid())
        .map(|uri| UriJson {
            uri: uri.uri.clone(),
            address: uri.address.clone(),
            host: uri.host.clone(),
            size_limit: uri.size_limit.filter(|&limit| limit <= MAX_SAFE_INTEGER),
        })
        .collect()
}

/// The tags in the record, followed by those that apply by default.
pub(super) fn tags(record: &DmarcRecord, places: &Places) -> Vec<TagJson> {
    let text = &record.text;
    let declared = record.tags.iter().map(|tag| TagJson {
        name: tag.name_span.of(text).to_owned(),
        value: Some(tag.value_span.of(text).to_owned()),
        span: Some(places.span(tag.span)),
        name_span: Some(places.span(tag.name_span)),
        value_span: Some(places.span(tag.value_span)),
        known: tag.name.is_some(),
        declared: true,
        origin: tag
            .name
            .and_then(|name| record.origin_of(name))
            .map(Origin::as_str),
        effective: tag
            .name
            .filter(|_| tag.value != Value::Unknown)
            .and_then(|name| record.effective_text(name)),
    });
    let unsaid = crate::explain::unstated(record)
        .into_iter()
        .map(|name| TagJson {
            name: name.to_string(),
            value: None,
            span: None,
            name_span: None,
            value_span: None,
            known: true,
            declared: false,
            origin: record.origin_of(name).map(Origin::as_str),
            effective: record.effective_text(name),
        });
    declared.chain(unsaid).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::dmarc::parse;

    #[test]
    fn a_size_limit_is_a_number_that_javascript_holds() {
        let text = "v=DMARC1; p=none; rua=mailto:a@b.example!8191t,mailto:c@b.example!8192t";
        let limits: Vec<_> = record(&parse(text))
            .rua
            .iter()
            .map(|uri| uri.size_limit)
            .collect();
        assert_eq!(limits, [Some(8191 << 40), None]);
    }
}
