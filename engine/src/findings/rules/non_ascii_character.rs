//! A no-break space, a curly quotation mark, `ü`.

use super::shared::{MOST, in_ascii};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Suggestion, Topic};
use crate::record::dmarc::{DmarcRecord, ProblemKind};
use crate::record::{Span, describe_char};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "non-ascii-character",
    topic: Topic::Record,
    severity: Severity::Problem,
    title: "Character outside ASCII",
    why: "A record may only contain printable ASCII. Word processors and web pages insert spaces, quotation marks and \
          dashes that look alike. Some receivers treat them as part of a tag or value; others discard the record.",
    what_to_do: "Type the record instead of pasting it. Write a domain name with other letters in its xn-- form.",
    references: &[Reference::new(9989, "4.8"), Reference::new(7489, "6.4")],
    check: Check::Dmarc(check),
};

/// Looks for characters outside ASCII.
fn check(record: &DmarcRecord) -> Vec<Hit> {
    odd_characters(
        record,
        |c| !c.is_ascii() && !c.is_control(),
        "receivers need not accept",
    )
}

/// Creates a hit for each run of the same character that `is_odd` selects. Another rule reports blanks at the start.
pub(super) fn odd_characters(
    record: &DmarcRecord,
    is_odd: impl Fn(char) -> bool,
    verdict: &str,
) -> Vec<Hit> {
    let start = record.text.len() - record.text.trim_start().len();
    let mut runs: Vec<(char, Span)> = Vec::new();
    let odd = record.problems_of(|kind| match kind {
        ProblemKind::BadCharacter(c) if is_odd(*c) => Some(*c),
        _ => None,
    });
    for (c, span) in odd.filter(|(_, span)| span.start >= start) {
        let run = runs
            .last_mut()
            .filter(|(last, run)| *last == c && run.end == span.start);
        if let Some((_, run)) = run {
            run.end = span.end;
        } else if runs.len() < MOST {
            runs.push((c, span));
        }
    }
    let mut hits: Vec<_> = runs
        .into_iter()
        .map(|(c, span)| {
            Hit::at(
                span,
                format!(
                    "The record contains a character that {verdict}: {}.",
                    describe_char(c)
                ),
            )
        })
        .collect();
    if let (Some(first), Some(text)) = (hits.first_mut(), in_ascii(&record.text)) {
        first.suggestion = Some(Suggestion::instead(text));
    }
    hits
}
