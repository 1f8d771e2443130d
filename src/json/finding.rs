//! What is found in a check.

use serde::Serialize;

use super::{Places, Span};
use crate::advice::TaskId;
use crate::findings::Finding;
use crate::report::Report;

/// A finding of a report.
#[derive(Debug, Clone, Serialize)]
pub(super) struct ReportFindingJson {
    /// The name of the rule.
    rule: &'static str,
    /// `problem`, `advice` or `note`.
    severity: &'static str,
    /// One sentence.
    message: String,
    /// Where in the record.
    span: Option<Span>,
    /// The task of the plan after which it is gone.
    #[serde(skip_serializing_if = "Option::is_none")]
    task: Option<&'static str>,
    /// A record to publish, at a name that no task writes.
    #[serde(skip_serializing_if = "Option::is_none")]
    fix: Option<FixJson>,
}

/// A record to publish.
#[derive(Debug, Clone, Serialize)]
struct FixJson {
    /// The name.
    name: String,
    /// The type.
    #[serde(rename = "type")]
    kind: &'static str,
    /// The value.
    value: String,
}

/// The twins of the findings of a report, whose spans are in the text of these places.
pub(super) fn findings(report: &Report, places: &Places) -> Vec<ReportFindingJson> {
    let twin = |finding: &Finding| {
        let hit = &finding.hit;
        ReportFindingJson {
            rule: finding.rule.id,
            severity: finding.severity().as_str(),
            message: hit.message.clone(),
            span: hit.span.map(|span| places.span(span)),
            task: report.plan.cure_of(finding.rule.id).map(TaskId::as_str),
            fix: hit.suggestion.as_ref().and_then(|fix| {
                Some(FixJson {
                    name: fix.name.as_ref()?.to_string(),
                    kind: "TXT",
                    value: fix.text.clone(),
                })
            }),
        }
    };
    report.findings.found.iter().map(twin).collect()
}
