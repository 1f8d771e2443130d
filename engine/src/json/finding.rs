//! The JSON form of a report's findings.

use serde::Serialize;

use super::{Places, Span};
use crate::advice::TaskId;
use crate::findings::Finding;
use crate::report::Report;

/// A finding of a report.
#[derive(Debug, Clone, Serialize)]
pub(super) struct ReportFindingJson {
    /// The id of the rule.
    rule: &'static str,
    /// `problem`, `advice` or `note`.
    severity: &'static str,
    /// The finding in one sentence.
    message: String,
    /// The place in the record.
    span: Option<Span>,
    /// The task of the plan that resolves it.
    #[serde(skip_serializing_if = "Option::is_none")]
    task: Option<&'static str>,
    /// A record to publish at a name that no task writes.
    #[serde(skip_serializing_if = "Option::is_none")]
    fix: Option<FixJson>,
}

/// A record to publish.
#[derive(Debug, Clone, Serialize)]
struct FixJson {
    /// The name to publish it at.
    name: String,
    /// The record type.
    #[serde(rename = "type")]
    kind: &'static str,
    /// The value to publish.
    value: String,
}

/// Converts the findings of a report, whose spans are in the text that `places` belongs to.
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

#[cfg(test)]
mod tests {
    use futures_util::FutureExt;
    use serde_json::Value;

    use crate::discovery::Options;
    use crate::dns::{EXAMPLES, example_zone};
    use crate::domain::read;
    use crate::json;
    use crate::report::check;

    #[test]
    fn a_finding_of_a_report_has_its_task_or_its_fix() {
        let (mut tasks, mut fixes) = (0, 0);
        for example in EXAMPLES {
            let domain = read(example.domain).unwrap().domain;
            let (zone, options) = (example_zone(), Options::default());
            let check = check(&zone, &domain, &options, |_| (), |_, _| ());
            let report = check.now_or_never().unwrap();
            let report = serde_json::to_value(json::report(&report)).unwrap();
            let list = |pointer: &str| match report.pointer(pointer) {
                Some(Value::Array(list)) => list.clone(),
                _ => Vec::new(),
            };
            let ids: Vec<_> = list("/plan/tasks")
                .iter()
                .map(|task| task["id"].clone())
                .collect();
            for finding in list("/findings") {
                assert_eq!(finding.get("suggestion"), None, "{finding}");
                if let Some(task) = finding.get("task") {
                    assert!(ids.contains(task), "{finding}");
                    assert_eq!(finding.get("fix"), None, "{finding}");
                    tasks += 1;
                }
                if let Some(fix) = finding.get("fix") {
                    assert!(
                        fix["name"].is_string() && fix["value"].is_string(),
                        "{finding}"
                    );
                    assert_eq!(fix["type"], "TXT", "{finding}");
                    fixes += 1;
                }
            }
            for finding in list("/dmarc/findings") {
                assert_eq!(finding["suggestion"], Value::Null, "{finding}");
            }
        }
        assert!(tasks > 10 && fixes > 0, "{tasks} {fixes}");
    }
}
