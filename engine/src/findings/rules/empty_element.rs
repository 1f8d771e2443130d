//! Example: `v=DMARC1;; p=none`

use super::shared::most;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Suggestion, Topic};
use crate::record::Span;
use crate::record::dmarc::{DmarcRecord, ProblemKind};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "empty-element",
    topic: Topic::Record,
    severity: Severity::Note,
    title: "Empty element",
    why: "The standard expects a tag between every two semicolons. Receivers skip the gap; a strict one may complain.",
    what_to_do: "Remove the extra semicolon.",
    references: &[Reference::new(9989, "4.8"), Reference::new(7489, "6.4")],
    check: Check::Dmarc(check),
};

/// Looks for semicolons without anything between them.
fn check(record: &DmarcRecord) -> Vec<Hit> {
    let begins_badly = record
        .problems
        .iter()
        .any(|problem| problem.kind == ProblemKind::VersionNotFirst);
    let is_first = |span: Span| begins_badly && record.text.get(..span.start).is_some_and(is_blank);
    let empty = |kind: &ProblemKind| (*kind == ProblemKind::EmptyElement).then_some(());
    let count = record
        .problems_of(empty)
        .filter(|&((), span)| !is_first(span))
        .count();
    most(
        record
            .problems_of(empty)
            .filter(|&((), span)| !is_first(span))
            .take(1)
            .map(|((), at)| {
                let message = if count == 1 {
                    "Two semicolons have nothing between them.".to_owned()
                } else {
                    format!("In {count} places, two semicolons have nothing between them.")
                };
                // An empty element can't be seen, so mark the semicolon after it.
                let hit = Hit::at(Span::new(at.start, at.start + 1), message);
                hit.suggesting(Suggestion::instead(record.without(&[])))
            }),
    )
}

/// Whether a text has no visible characters.
fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}
