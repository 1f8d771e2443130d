//! The JSON form of an MTA-STS policy file.

use serde::Serialize;

use super::record::FindingJson;
use super::{Places, Span};
use crate::findings::judge_policy_file;
use crate::record::mta_sts::{Mode, StsPolicy};

/// An MTA-STS policy file.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PolicyFileJson {
    /// Always `mta-sts-policy`.
    kind: &'static str,
    /// The full text of the file.
    text: String,
    /// Whether senders accept the policy: `ok` or `invalid`.
    outcome: &'static str,
    /// `enforce`, `testing` or `none`; null if it is missing or invalid.
    mode: Option<&'static str>,
    /// How long senders cache the policy, in seconds; null if it is missing or invalid.
    max_age: Option<u32>,
    /// The valid host patterns, in lower case.
    mx: Vec<String>,
    /// The lines with a colon, in order.
    lines: Vec<LineJson>,
    /// What the rules found in the text.
    findings: Vec<FindingJson>,
}

/// A line of a policy file.
#[derive(Debug, Clone, Serialize)]
struct LineJson {
    /// The text before the colon.
    key: String,
    /// The text after the colon, without surrounding blanks.
    value: String,
    /// The place of the line, without its line ending.
    span: Span,
    /// Whether the standard defines the key.
    known: bool,
}

/// Converts a policy file, with its findings.
pub fn policy_file(policy: &StsPolicy) -> PolicyFileJson {
    let text = policy.text.as_str();
    let places = Places::new(text);
    let lines = policy.lines.iter().map(|line| LineJson {
        key: line.key_span.of(text).to_owned(),
        value: line.value_span.of(text).to_owned(),
        span: places.span(line.span),
        known: line.key.is_some(),
    });
    PolicyFileJson {
        kind: "mta-sts-policy",
        text: text.to_owned(),
        outcome: policy.outcome.as_str(),
        mode: policy.mode.map(Mode::as_str),
        max_age: policy.max_age,
        mx: policy.mx.iter().map(|mx| mx.pattern.clone()).collect(),
        lines: lines.collect(),
        findings: super::tagged::findings(&judge_policy_file(policy), text),
    }
}
