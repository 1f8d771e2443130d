//! The JSON forms of DKIM, BIMI, MTA-STS and TLS-RPT records.

use serde::Serialize;

use super::Places;
use super::record::{FindingJson, TagJson};
use crate::findings::{Findings, judge_bimi, judge_dkim, judge_mta_sts, judge_tls_rpt};
use crate::record::bimi::BimiRecord;
use crate::record::dkim::DkimRecord;
use crate::record::mta_sts::StsRecord;
use crate::record::tls_rpt::TlsRptRecord;
use crate::record::{Tag, TagNames};

/// The fields that all these records share.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
struct Common {
    /// `dkim`, `bimi`, `mta-sts` or `tls-rpt`.
    kind: &'static str,
    /// The full text of the record.
    text: String,
    /// Whether readers accept the record: `ok` or `invalid`; for DKIM `ok`, `revoked` or `unusable`.
    outcome: &'static str,
    /// The tags, in order.
    tags: Vec<TagJson>,
    /// What the rules found in the text.
    findings: Vec<FindingJson>,
}

impl Common {
    /// Converts the shared fields of a record.
    fn new<N: TagNames>(
        kind: &'static str,
        text: &str,
        outcome: &'static str,
        tags: &[Tag<N>],
    ) -> Self {
        let places = Places::new(text);
        let tags = tags.iter().map(|tag| {
            let value = tag.value_span.of(text).to_owned();
            TagJson {
                name: tag.name_span.of(text).to_owned(),
                span: Some(places.span(tag.span)),
                name_span: Some(places.span(tag.name_span)),
                value_span: Some(places.span(tag.value_span)),
                known: tag.name.is_some(),
                declared: true,
                origin: None,
                effective: (tag.name.is_some() && !tag.is_duplicate).then(|| value.clone()),
                value: Some(value),
            }
        });
        Self {
            kind,
            text: text.to_owned(),
            outcome,
            tags: tags.collect(),
            findings: Vec::new(),
        }
    }
}

/// Converts a DKIM key record on its own, with the findings in its text. In a report, the findings are part of the
/// report.
pub fn dkim_draft(record: &DkimRecord) -> DkimJson {
    let mut twin = dkim(record);
    twin.common.findings = findings(&judge_dkim(record), &record.text);
    twin
}

/// Converts a BIMI record on its own, with the findings in its text. In a report, the findings are part of the report.
pub fn bimi_draft(record: &BimiRecord) -> BimiJson {
    let mut twin = bimi(record);
    twin.common.findings = findings(&judge_bimi(record), &record.text);
    twin
}

/// Converts an MTA-STS record on its own, with the findings in its text. In a report, the findings are part of the
/// report.
pub fn mta_sts_draft(record: &StsRecord) -> MtaStsJson {
    let mut twin = mta_sts(record);
    twin.common.findings = findings(&judge_mta_sts(record), &record.text);
    twin
}

/// Converts a TLS-RPT record on its own, with the findings in its text. In a report, the findings are part of the
/// report.
pub fn tls_rpt_draft(record: &TlsRptRecord) -> TlsRptJson {
    let mut twin = tls_rpt(record);
    twin.common.findings = findings(&judge_tls_rpt(record), &record.text);
    twin
}

/// Converts findings in a text.
pub(super) fn findings(findings: &Findings, text: &str) -> Vec<FindingJson> {
    let places = Places::new(text);
    let found = findings.found.iter();
    found
        .map(|finding| FindingJson::new(finding, &places))
        .collect()
}

/// A DKIM key record.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DkimJson {
    /// The fields that all records share, flattened into this object.
    #[serde(flatten)]
    common: Common,
    /// `rsa` or `ed25519`; null for any other type.
    key_type: Option<&'static str>,
    /// The length of the key in bits; null if it can't be read.
    bits: Option<usize>,
    /// Whether `t=y` is set.
    testing: bool,
    /// Whether `t=s` is set.
    strict: bool,
    /// The hash algorithms of `h`; null if all are allowed.
    hashes: Option<Vec<String>>,
    /// The services of `s`.
    services: Vec<String>,
}

/// Converts a DKIM key record, without findings.
pub fn dkim(record: &DkimRecord) -> DkimJson {
    let outcome = record.outcome.as_str();
    DkimJson {
        common: Common::new("dkim", &record.text, outcome, &record.tags),
        key_type: record.key_type.map(crate::record::dkim::KeyType::as_str),
        bits: record.bits,
        testing: record.is_testing,
        strict: record.is_strict,
        hashes: record.hashes.clone(),
        services: record.services.clone(),
    }
}

/// A BIMI record.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BimiJson {
    /// The fields that all records share, flattened into this object.
    #[serde(flatten)]
    common: Common,
    /// The address of the logo.
    logo: Option<String>,
    /// The address of the evidence.
    evidence: Option<String>,
    /// Whether the domain declines to publish a logo.
    declined: bool,
}

/// Converts a BIMI record, without findings.
pub fn bimi(record: &BimiRecord) -> BimiJson {
    let outcome = record.outcome.as_str();
    BimiJson {
        common: Common::new("bimi", &record.text, outcome, &record.tags),
        logo: record.logo.clone(),
        evidence: record.evidence.clone(),
        declined: record.is_declined,
    }
}

/// An MTA-STS record.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MtaStsJson {
    /// The fields that all records share, flattened into this object.
    #[serde(flatten)]
    common: Common,
    /// The version of the policy.
    id: Option<String>,
}

/// Converts an MTA-STS record, without findings.
pub fn mta_sts(record: &StsRecord) -> MtaStsJson {
    let outcome = record.outcome.as_str();
    MtaStsJson {
        common: Common::new("mta-sts", &record.text, outcome, &record.tags),
        id: record.id.clone(),
    }
}

/// A TLS-RPT record.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TlsRptJson {
    /// The fields that all records share, flattened into this object.
    #[serde(flatten)]
    common: Common,
    /// Where reports are sent, without unusable addresses.
    rua: Vec<DestinationJson>,
}

/// A place that TLS reports are sent to.
#[derive(Debug, Clone, Serialize)]
struct DestinationJson {
    /// The URI as written.
    uri: String,
    /// The mail address of a `mailto:` URI.
    address: Option<String>,
    /// The host that receives the reports.
    host: String,
}

/// Converts a TLS-RPT record, without findings.
pub fn tls_rpt(record: &TlsRptRecord) -> TlsRptJson {
    let outcome = record.outcome.as_str();
    let destinations = record.destinations.iter();
    TlsRptJson {
        common: Common::new("tls-rpt", &record.text, outcome, &record.tags),
        rua: destinations
            .map(|destination| DestinationJson {
                uri: destination.uri.clone(),
                address: destination.address.clone(),
                host: destination.host.clone(),
            })
            .collect(),
    }
}
