//! A DMARC record and what is found in it.

use serde::Serialize;

use super::{Places, Span};
use crate::findings::{About, Finding, Hit, Suggestion, judge_record};
use crate::record::dmarc::{DmarcRecord, Origin, Outcome, ReportUri, Value};

/// Up to here JavaScript holds every whole number exactly. Serializers for JavaScript refuse larger ones.
const MAX_SAFE_INTEGER: u64 = (1 << 53) - 1;

/// A DMARC record.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RecordJson {
    /// `dmarc`.
    kind: &'static str,
    /// The text, whole.
    text: String,
    /// What an RFC 9989 receiver makes of it: `policy`, `monitoring` or `ignored`.
    outcome: &'static str,
    /// The effective `p`; null when the record is ignored.
    policy: Option<&'static str>,
    /// The effective `sp`.
    subdomain_policy: Option<&'static str>,
    /// The effective `np`.
    nonexistent_policy: Option<&'static str>,
    /// `r` or `s`.
    adkim: &'static str,
    /// `r` or `s`.
    aspf: &'static str,
    /// `0`, `1`, `d`, `s`.
    failure_options: Vec<&'static str>,
    /// Where aggregate reports go; addresses that receivers skip are not among them.
    rua: Vec<UriJson>,
    /// Where failure reports go.
    ruf: Vec<UriJson>,
    /// `t`.
    testing: bool,
    /// `y`, `n` or `u`.
    psd: &'static str,
    /// The tags in order, then those that apply unsaid.
    tags: Vec<TagJson>,
    /// What is found in it.
    findings: Vec<FindingJson>,
}

/// A report URI.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
struct UriJson {
    /// Without the size limit.
    uri: String,
    /// The mail address of a `mailto:` URI.
    address: Option<String>,
    /// Its host.
    host: Option<String>,
    /// In bytes; null as well for one that no JavaScript number holds exactly.
    size_limit: Option<u64>,
}

/// A tag.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct TagJson {
    /// As written.
    pub(super) name: String,
    /// As written; null for one that applies unsaid.
    pub(super) value: Option<String>,
    /// Name, `=` and value.
    pub(super) span: Option<Span>,
    /// The name.
    pub(super) name_span: Option<Span>,
    /// The value.
    pub(super) value_span: Option<Span>,
    /// Whether one of the standards knows it.
    pub(super) known: bool,
    /// Whether it is in the record.
    pub(super) declared: bool,
    /// `declared`, `inherited` or `default`, for the tags that have a default.
    pub(super) origin: Option<&'static str>,
    /// The value that applies.
    pub(super) effective: Option<String>,
}

/// A finding in a text that is judged alone.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FindingJson {
    /// The name of the rule.
    rule: &'static str,
    /// `problem`, `advice` or `note`.
    severity: &'static str,
    /// One sentence.
    message: String,
    /// Where in the record; this and the next are those of the first place.
    span: Option<Span>,
    /// What to publish instead.
    suggestion: Option<SuggestionJson>,
    /// Every place where the rule applies, the first one included.
    hits: Vec<HitJson>,
}

/// A place where a rule applies.
#[derive(Debug, Clone, Serialize)]
struct HitJson {
    /// One sentence.
    message: String,
    /// Where in the record.
    span: Option<Span>,
    /// What to publish instead.
    suggestion: Option<SuggestionJson>,
    /// The things that it speaks of.
    about: Vec<AboutJson>,
}

/// A thing that a hit speaks of.
#[derive(Debug, Clone, Serialize)]
struct AboutJson {
    /// `host`, `selector`, `vendor` or `destination`.
    kind: &'static str,
    /// Its name.
    name: String,
}

/// A record to publish.
#[derive(Debug, Clone, Serialize)]
struct SuggestionJson {
    /// Where; null for the name of the record itself.
    name: Option<String>,
    /// The text.
    text: String,
}

impl FindingJson {
    /// A finding, whose span is in the text of these places.
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
    /// A hit, whose span is in the text of these places.
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

/// The twin of a suggestion.
fn suggestion(suggestion: &Suggestion) -> SuggestionJson {
    SuggestionJson {
        name: suggestion.name.as_ref().map(ToString::to_string),
        text: suggestion.text.clone(),
    }
}

/// The twin of a record, with what the rules about records find in it.
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

/// The twin of the record of a report: what to publish is said by the plan there, so findings suggest nothing.
pub(super) fn record_in_report(of: &DmarcRecord) -> RecordJson {
    let mut twin = record(of);
    for finding in &mut twin.findings {
        finding.suggestion = None;
    }
    twin
}

/// The URIs that report senders use.
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

/// The tags in the record, then those that apply by default.
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
