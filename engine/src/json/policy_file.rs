//! The policy file of MTA-STS.

use serde::Serialize;

use super::record::FindingJson;
use super::{Places, Span};
use crate::findings::judge_policy_file;
use crate::record::mta_sts::{Mode, StsPolicy};

/// A policy file.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PolicyFileJson {
    /// `mta-sts-policy`.
    kind: &'static str,
    /// The text, whole.
    text: String,
    /// What a sender makes of it: `ok` or `invalid`.
    outcome: &'static str,
    /// `enforce`, `testing` or `none`; null when it is missing or not valid.
    mode: Option<&'static str>,
    /// How long senders keep the policy, in seconds; null when it is missing or not valid.
    max_age: Option<u32>,
    /// The patterns of hosts that are valid, in lower case.
    mx: Vec<String>,
    /// The lines with a colon, in order.
    lines: Vec<LineJson>,
    /// What is found in it.
    findings: Vec<FindingJson>,
}

/// A line of a policy file.
#[derive(Debug, Clone, Serialize)]
struct LineJson {
    /// The text before the colon.
    key: String,
    /// The text behind it, without blanks around.
    value: String,
    /// The whole line without its end.
    span: Span,
    /// Whether the standard knows the key.
    known: bool,
}

/// The twin of a policy file, with what is found in it.
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
