//! [`Clean`]: a text in printable ASCII, with the original place of every character.

use crate::record::Span;
use crate::record::meant::{ascii_for, is_superfluous};

/// A text without the characters that SPF does not allow.
pub(super) struct Clean {
    /// The text, in printable ASCII.
    pub(super) text: String,
    /// The original place of each of its bytes.
    origins: Vec<Span>,
    /// The original characters that were removed or replaced.
    pub(super) odd: Vec<Span>,
}

impl Clean {
    /// Replaces lookalike characters by ASCII and removes invisible ones; `None` if a character has no obvious
    /// replacement.
    pub(super) fn of(original: &str) -> Option<Self> {
        let mut clean = Self {
            text: String::with_capacity(original.len()),
            origins: Vec::with_capacity(original.len()),
            odd: Vec::new(),
        };
        for (start, c) in original.char_indices() {
            let span = Span::new(start, start + c.len_utf8());
            let replacement = match c {
                ' '..='~' => Some(c),
                c if c.is_whitespace() => Some(' '),
                c if is_superfluous(c) => None,
                c => Some(ascii_for(c)?),
            };
            if replacement != Some(c) {
                clean.odd.push(span);
            }
            if let Some(c) = replacement {
                clean.text.push(c);
                clean.origins.push(span);
            }
        }
        Some(clean)
    }

    /// The original place of a part of the text.
    pub(super) fn origin(&self, start: usize, end: usize) -> Span {
        let last = self.origins.last().map_or(0, |last| last.end);
        let from = self.origins.get(start).map_or(last, |span| span.start);
        let to = end.checked_sub(1).and_then(|end| self.origins.get(end));
        Span::new(from, to.map_or(from, |span| span.end.max(from)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_those_of_the_original() {
        let clean = Clean::of("a\u{a0}\u{200b}\u{2013}all").unwrap();
        assert_eq!(clean.text, "a -all");
        assert_eq!(clean.origin(2, 6), Span::new(6, 12));
        assert_eq!(clean.odd.len(), 3);
        assert!(Clean::of("b\u{fc}cher").is_none());
    }
}
