//! [`Clean`]: the text in printable ASCII, with the original place of every character.

use super::words::quoting;
use super::{Edit, Slip};
use crate::record::Span;
use crate::record::meant::{ascii_for, is_superfluous};

/// Replaces a character that has no ASCII lookalike. No tag, value or address can contain it.
const UNREADABLE: char = '\u{1a}';

/// A text reduced to the characters that a record may contain.
pub(super) struct Clean {
    /// The text in ASCII.
    pub(super) text: String,
    /// The original place of each of its bytes.
    from: Vec<Span>,
    /// The length of the original text.
    length: usize,
}

impl Clean {
    /// Converts the text, and adds every change to `edits`.
    pub(super) fn of(text: &str, edits: &mut Vec<Edit>) -> Self {
        let mut clean = Self {
            text: String::with_capacity(text.len()),
            from: Vec::with_capacity(text.len()),
            length: text.len(),
        };
        let start = text.len() - text.trim_start().len();
        if start > 0 {
            note(edits, Span::new(0, start), Slip::LeadingBlank);
        }
        let mut marks = quoting(text.trim()).into_iter().peekable();
        let mut skipped_to = start;
        for (at, c) in text.char_indices().skip_while(|(at, _)| *at < start) {
            let span = Span::new(at, at + c.len_utf8());
            if let Some(mark) = marks.next_if(|mark| mark.start + start == at) {
                let mark = mark.shifted(start);
                note(edits, mark, Slip::Quoting);
                skipped_to = mark.end;
            }
            if at >= skipped_to {
                clean.add(c, span, edits);
            }
        }
        clean
    }

    /// Adds a character.
    fn add(&mut self, c: char, span: Span, edits: &mut Vec<Edit>) {
        let (by, slip) = match c {
            ' '..='~' => (Some(c), None),
            '\t' => (Some(' '), None),
            '\n' | '\r' => (Some(' '), Some(Slip::LineBreak)),
            c if c.is_ascii() => (None, Some(Slip::ControlCharacter)),
            c if c.is_whitespace() => (Some(' '), Some(Slip::NonAscii)),
            c if is_superfluous(c) => (None, Some(Slip::NonAscii)),
            c => (
                Some(ascii_for(c).unwrap_or(UNREADABLE)),
                Some(Slip::NonAscii),
            ),
        };
        if let Some(slip) = slip {
            note(edits, span, slip);
        }
        if let Some(c) = by {
            self.text.push(c);
            self.from.push(span);
        }
    }

    /// The original place of a part of the clean text.
    pub(super) fn origin(&self, span: Span) -> Span {
        let at = |place: usize| self.from.get(place).copied();
        let start = at(span.start).map_or(self.length, |first| first.start);
        let last = span.end.checked_sub(1).and_then(at);
        let end = last.map_or(start, |last| last.end);
        Span::new(start, end.max(start))
    }
}

/// Adds a slip, merging it with the previous one if they adjoin.
fn note(edits: &mut Vec<Edit>, span: Span, kind: Slip) {
    match edits.last_mut() {
        Some(last) if last.kind == kind && last.span.end == span.start => last.span.end = span.end,
        _ => edits.push(Edit { span, kind }),
    }
}
