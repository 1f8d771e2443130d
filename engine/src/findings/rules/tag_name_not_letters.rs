//! Examples: `x1=2`, `=none`

use super::shared::{Causes, most, shown};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::record::dmarc::{DmarcRecord, ProblemKind};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "tag-name-not-letters",
    topic: Topic::Record,
    severity: Severity::Advice,
    title: "Invalid tag name",
    why: "Receivers should skip what they cannot read and use the rest, so this part has no effect.",
    what_to_do: "Correct the name, or remove the tag.",
    references: &[Reference::new(9989, "4.8"), Reference::new(7489, "6.4")],
    check: Check::Dmarc(check),
};

/// Looks for names that no tag can have.
fn check(record: &DmarcRecord) -> Vec<Hit> {
    let causes = Causes::of(record);
    most(
        record
            .problems_of(|kind| (*kind == ProblemKind::BadTagName).then_some(()))
            .filter(|&((), span)| !causes.cover(span))
            .map(|((), span)| {
                let written = shown(span.of(&record.text));
                let message = if written.starts_with('=') {
                    format!("{written} has no name before the equals sign, so receivers skip it.")
                } else {
                    format!("{written} is not a valid tag name, so receivers skip it.")
                };
                Hit::at(span, message)
            }),
    )
}
