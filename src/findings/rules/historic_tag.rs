//! `rf=afrf`, `ri=86400`

use super::shared::MOST;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Suggestion, Topic};
use crate::record::dmarc::{DmarcRecord, ProblemKind, TagName};

/// The rule.
pub(in crate::findings) const RULE: Rule = Rule {
    id: "historic-tag",
    topic: Topic::Record,
    severity: Severity::Note,
    title: "Tag that RFC 9989 took out",
    why: "Few receivers ever acted on rf and ri, so the current standard has neither. Updated receivers ignore \
          them.",
    what_to_do: "Take the tag out.",
    references: &[Reference::new(9989, "9.3"), Reference::new(7489, "6.3")],
    check: Check::Record(check),
};

/// Looks for `rf` and `ri`; the percentage has rules of its own.
fn check(record: &DmarcRecord) -> Vec<Hit> {
    record
        .problems_of(|kind| match kind {
            ProblemKind::HistoricTag(TagName::Percentage) => None,
            ProblemKind::HistoricTag(name) => Some(*name),
            _ => None,
        })
        .take(MOST)
        .map(|(name, span)| {
            let message = format!("{name} is not in RFC 9989, so updated receivers ignore it.");
            Hit::at(span, message).suggesting(Suggestion::instead(record.without(&[span])))
        })
        .collect()
}
