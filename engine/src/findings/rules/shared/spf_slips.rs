//! Describes slips in an SPF record.

use super::{SpfText, shown};
use crate::record::Span;
use crate::record::spf::{Edit, Slip};

/// Returns what is wrong with a term because of a slip, as the end of a sentence that begins with the term and its record; `None`
/// if the syntax error already says it better.
pub(in super::super) fn slip(text: &SpfText, term: Span, edit: &Edit) -> Option<String> {
    let written = |start: usize, end: usize| text.shown(Span::new(start, end));
    let instead = shown(&edit.instead);
    Some(match edit.kind {
        Slip::MissingBlank => {
            format!(
                "lacks a space before {}",
                written(edit.span.start, term.end)
            )
        }
        Slip::BlankBehindColon => {
            "has a space after it, which separates it from its value".to_owned()
        }
        Slip::BlankBehindQualifier => "must be directly before all, without a space".to_owned(),
        Slip::Separator => {
            let mark = match edit.span.of(&text.record.text) {
                "," => "a comma",
                _ => "a semicolon",
            };
            format!("has {mark}, but SPF separates terms only with spaces")
        }
        Slip::Quotes => {
            "has quotation marks or backslashes, which do not belong in a term".to_owned()
        }
        Slip::DoubledPrefix => {
            format!("repeats the name of the term; {instead} was likely meant")
        }
        Slip::PrefixInName(name) => {
            format!("has no colon after {name}; {instead} was likely meant")
        }
        Slip::StrayMark => {
            format!(
                "has characters that do not belong in a name or address; {instead} was likely meant"
            )
        }
        Slip::MappedAddress => {
            format!("has an IPv4 address in IPv6 notation; {instead} was likely meant")
        }
        Slip::BrokenAll => "is not a valid form of all".to_owned(),
        Slip::ForeignText => {
            format!(
                "is followed by {}, which belongs to another service",
                written(edit.span.start, edit.span.end)
            )
        }
        _ => return None,
    })
}

/// Whether a term with this slip is valid in the SPF grammar, so that no syntax error shows it.
pub(in super::super) const fn is_hidden_slip(kind: Slip) -> bool {
    matches!(
        kind,
        Slip::MissingBlank
            | Slip::Separator
            | Slip::DoubledPrefix
            | Slip::StrayMark
            | Slip::MappedAddress
    )
}
