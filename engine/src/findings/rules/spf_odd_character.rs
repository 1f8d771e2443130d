//! `v=spf1\tmx -all`, no-break spaces and the like

use super::shared::SpfText;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Text, Topic};
use crate::record::describe_char;
use crate::record::spf::ProblemKind;

pub(in crate::findings) const RULE: Rule = Rule {
    id: "spf-odd-character",
    topic: Topic::Spf,
    severity: Severity::Problem,
    title: "Invalid character in an SPF record",
    why: "An SPF record is printable ASCII with spaces between its terms. Anything else, such as a tab, a line break \
          or a no-break space from a web page, is a syntax error: receivers give up on the whole record, and SPF \
          passes for no sender.",
    what_to_do: "Type the term again by hand. Write an internationalized domain name in its xn-- form.",
    references: &[Reference::new(7208, "3.1"), Reference::new(7208, "4.6")],
    check: Check::Text(Text::Spf(find)),
};

/// Reports the first odd character and how many there are.
fn find(text: &SpfText) -> Vec<Hit> {
    let mut count = 0;
    let mut first = None;
    for problem in &text.record.problems {
        if let ProblemKind::BadCharacter(c) = problem.kind {
            count += 1;
            first = first.or(Some((problem.span, c)));
        }
    }
    let Some((span, c)) = first else {
        return Vec::new();
    };
    let more = match count {
        1 => String::new(),
        count => format!(", and {} more", count - 1),
    };
    let (place, c) = (&text.place, describe_char(c));
    let what = match text.term_at(span) {
        Some(term) => format!("{} in {place} contains", text.shown(term.span)),
        None => format!("Between its terms, {place} contains"),
    };
    vec![Hit {
        message: format!("{what} a character that SPF does not allow: {c}{more}."),
        span: Some(span),
        about: Vec::new(),
        suggestion: text.repaired(),
    }]
}
