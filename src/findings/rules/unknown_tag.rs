//! `foo=bar`

use super::misspelled_tag::misspelled;
use super::shared::{Causes, MOST, shown};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::record::dmarc::{DmarcRecord, ProblemKind};

/// The rule.
pub(in crate::findings) const RULE: Rule = Rule {
    id: "unknown-tag",
    topic: Topic::Record,
    severity: Severity::Note,
    title: "Unknown tag",
    why: "Receivers ignore tags that they do not know, so that new ones can be added. It does no harm, and \
          nothing else either.",
    what_to_do: "Take it out unless some other software reads it.",
    references: &[Reference::new(9989, "4.7"), Reference::new(7489, "6.3")],
    check: Check::Record(check),
};

/// Looks for tags of neither standard that resemble no other tag.
fn check(record: &DmarcRecord) -> Vec<Hit> {
    let causes = Causes::of(record);
    let misspelled = misspelled(record);
    record
        .problems_of(|kind| (*kind == ProblemKind::UnknownTag).then_some(()))
        .filter(|&((), span)| !causes.cover(span) && !misspelled.iter().any(|tag| tag.span == span))
        .take(MOST)
        .map(|((), span)| {
            let name = shown(span.of(&record.text));
            Hit::at(
                span,
                format!("{name} is not a DMARC tag, so receivers ignore it."),
            )
        })
        .collect()
}
