//! Example: `P=none`

use super::shared::most;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Suggestion, Topic};
use crate::record::dmarc::{DmarcRecord, ProblemKind};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "tag-name-in-capitals",
    topic: Topic::Record,
    severity: Severity::Note,
    title: "Tag name in capitals",
    why: "DMARC allows tag names in any case. The tag lists of DKIM, on which it is based, do not, and some software \
          that reads both only looks for lowercase.",
    what_to_do: "Write tag names in lowercase.",
    references: &[Reference::new(9989, "4.8"), Reference::new(6376, "3.2")],
    check: Check::Dmarc(check),
};

/// Looks for tag names with capital letters.
fn check(record: &DmarcRecord) -> Vec<Hit> {
    most(
        record
            .problems_of(|kind| match kind {
                ProblemKind::TagNameCase(name) => Some(*name),
                _ => None,
            })
            .map(|(name, span)| {
                let written = span.of(&record.text);
                let message =
                    format!("{written} is written in capitals; some software only knows {name}.");
                let text = record.replaced(span, name.as_str());
                Hit::at(span, message).suggesting(Suggestion::instead(text))
            }),
    )
}
