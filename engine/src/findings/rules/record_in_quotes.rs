//! Examples: `"v=DMARC1; p=none"`, `v=DMARC1\; p=none`

use super::shared::{MOST, quoting};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Suggestion, Topic};
use crate::record::Span;
use crate::record::dmarc::{DmarcRecord, is_dmarc};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "record-in-quotes",
    topic: Topic::Record,
    severity: Severity::Problem,
    title: "Quotation marks or backslashes in the record",
    why: "Zone files need quotation marks around a record and backslashes before some characters, but neither is part \
          of the record. If your DNS provider's form adds its own, those you type end up in the record, and receivers \
          cannot read what they touch.",
    what_to_do: "Enter the record without quotation marks and backslashes.",
    references: &[Reference::new(9989, "4.8"), Reference::new(1035, "5.1")],
    check: Check::Dmarc(check),
};

/// Looks for quotation marks and backslashes in a record that has something wrong.
fn check(record: &DmarcRecord) -> Vec<Hit> {
    let text = &record.text;
    let marks = quoting(text);
    let does_harm = |mark: &Span| {
        let touches = |span: Span| span.start < mark.end && mark.start < span.end;
        record.problems.iter().any(|problem| touches(problem.span))
    };
    let Some(first) = marks.iter().copied().take(MOST * MOST).find(does_harm) else {
        return Vec::new();
    };
    let what = match first.of(text) {
        "\\" => "a backslash",
        "\"" => "a quotation mark",
        "'" => "an apostrophe",
        "`" => "a backquote",
        _ => "an HTML quotation mark (&quot;)",
    };
    let follows = if is_dmarc(text) {
        "receivers cannot read the part that it touches"
    } else {
        "receivers do not treat the text as a DMARC record"
    };
    let message = format!("There is {what} in the record, so {follows}.");
    let plain = record.replaced_all(marks.into_iter().map(|mark| (mark, "")));
    vec![Hit::at(first, message).suggesting(Suggestion::instead(plain.trim()))]
}
