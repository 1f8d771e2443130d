//! Splits a text into the intended elements, even where semicolons are missing.

use super::Slip;
use crate::record::Span;
use crate::record::dmarc::{TagName, Value, parse};

/// An element, and what was wrong with the separator before it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece {
    /// Its place in the clean text, without surrounding blanks.
    pub(super) span: Span,
    /// If no semicolon starts the element: the slip, and the place of what was written instead.
    pub(super) cut: Option<(Slip, Span)>,
}

/// Splits a clean text into elements.
pub(super) fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut start = 0;
    for part in text.split(';') {
        let whole = Span::new(start, start + part.len());
        start = whole.end + 1;
        cut_at_separators(text, whole.trimmed(text), &mut pieces);
    }
    // A semicolon at the end does not start another element.
    if pieces.last().is_some_and(|last| last.span.is_empty()) {
        pieces.pop();
    }
    pieces
}

/// Splits before tags that follow a blank or a comma.
fn cut_at_separators(text: &str, part: Span, pieces: &mut Vec<Piece>) {
    let mut rest = part;
    let mut cut = None;
    for (equals, _) in part.of(text).match_indices('=') {
        let equals = part.start + equals;
        let Some((separator, name)) = separated_name(text, Span::new(rest.start, equals)) else {
            continue;
        };
        let before = Span::new(rest.start, separator.start);
        push(text, before, cut, pieces);
        let is_blank = |c| matches!(c, ' ' | ',');
        let kind = if separator.of(text).chars().all(is_blank) {
            Slip::MissingSemicolon
        } else {
            Slip::VersionSeparator
        };
        cut = Some((kind, separator));
        rest = Span::new(name.start, part.end);
    }
    push(text, rest, cut, pieces);
}

/// The separator and the tag name right before an equals sign, if the name is a tag and something else precedes it.
fn separated_name(text: &str, before: Span) -> Option<(Span, Span)> {
    let written = before.of(text).trim_end();
    let rest = written.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    TagName::from_name(written.get(rest.len()..)?)?;
    let mut head = rest.trim_end_matches([' ', ',']);
    let after_version = head.trim_end_matches([' ', ',', ':', '.', '/', '|']);
    if ends_in_version(after_version) {
        head = after_version;
    }
    let has_separator = head.len() < rest.len() && !head.is_empty() && !head.ends_with('=');
    let at = |offset| before.start + offset;
    has_separator.then(|| {
        (
            Span::new(at(head.len()), at(rest.len())),
            Span::new(at(rest.len()), at(written.len())),
        )
    })
}

/// Whether the text ends in the version.
fn ends_in_version(text: &str) -> bool {
    let start = text.len().checked_sub("DMARC1".len());
    start
        .and_then(|start| text.get(start..))
        .is_some_and(|end| end.eq_ignore_ascii_case("DMARC1"))
}

/// Adds a piece, split where one tag runs into the next without a separator.
fn push(text: &str, piece: Span, cut: Option<(Slip, Span)>, pieces: &mut Vec<Piece>) {
    let mut rest = piece;
    let mut cut = cut;
    while let Some(at) = joint(text, rest) {
        let span = Span::new(rest.start, at).trimmed(text);
        pieces.push(Piece { span, cut });
        cut = Some((Slip::StringsJoined, Span::new(at, at)));
        rest = Span::new(at, piece.end);
    }
    let span = rest.trimmed(text);
    pieces.push(Piece { span, cut });
}

/// Where the value of the first tag ends and the name of the next one begins: `p=rejectsp=none`.
fn joint(text: &str, piece: Span) -> Option<usize> {
    let written = piece.of(text);
    let (name, value) = written.split_once('=')?;
    let name = TagName::from_name(name.trim())?;
    if matches!(name, TagName::AggregateReports | TagName::FailureReports) {
        return None;
    }
    let word = value
        .split('=')
        .next()
        .filter(|word| word.len() < value.len())?;
    // These tags have no longer values.
    if word.len() > 20 {
        return None;
    }
    let mut ends = TagName::ALL.into_iter().filter_map(|next| {
        let end = word.len().checked_sub(next.as_str().len())?;
        let is_next = word.get(end..)?.eq_ignore_ascii_case(next.as_str());
        (is_next && takes(name, word.get(..end)?)).then_some(end)
    });
    let end = ends.next().filter(|_| ends.next().is_none())?;
    Some(piece.start + written.len() - value.len() + end)
}

/// Whether the tag allows the value.
pub(super) fn takes(name: TagName, value: &str) -> bool {
    if name == TagName::Version {
        return value.trim().eq_ignore_ascii_case("DMARC1");
    }
    !value.contains(';')
        && parse(&format!("v=DMARC1; {name}={value}"))
            .tag(name)
            .is_some_and(|tag| tag.value == Value::Valid)
}
