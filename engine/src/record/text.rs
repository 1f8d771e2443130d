//! Places in a text, and names for characters that cannot be seen.

/// A range of bytes in the text of a record, on character boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

impl Span {
    /// From `start` up to, but without, `end`.
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The part of `text` at this span; empty when the span belongs to another text.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }

    /// The same place when the text begins `offset` bytes later.
    #[must_use]
    pub const fn shifted(self, offset: usize) -> Self {
        Self::new(self.start + offset, self.end + offset)
    }

    /// Without the spaces and tabs (WSP of [RFC 5234](https://www.rfc-editor.org/rfc/rfc5234#appendix-B.1)) at
    /// both ends.
    #[must_use]
    pub fn trimmed(self, text: &str) -> Self {
        self.trimmed_of(text, is_wsp)
    }

    /// Without the characters at both ends that `is_blank` picks.
    #[must_use]
    pub(super) fn trimmed_of(self, text: &str, is_blank: fn(char) -> bool) -> Self {
        let part = self.of(text);
        let from_start = part.trim_start_matches(is_blank);
        let start = self.start + part.len() - from_start.len();
        Self::new(start, start + from_start.trim_end_matches(is_blank).len())
    }

    /// Whether the span is empty.
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The parts between the characters `separator`, each without the characters at its ends that `is_blank`
    /// picks; a single empty one where the span is empty.
    pub(super) fn split(
        self,
        text: &str,
        separator: char,
        is_blank: fn(char) -> bool,
    ) -> impl Iterator<Item = Self> {
        let mut start = self.start;
        self.of(text).split(separator).map(move |part| {
            let whole = Self::new(start, start + part.len());
            start = whole.end + separator.len_utf8();
            whole.trimmed_of(text, is_blank)
        })
    }
}

/// Space or tab.
pub(super) const fn is_wsp(c: char) -> bool {
    matches!(c, ' ' | '\t')
}

/// Space, tab, carriage return or line feed: what folding white space (FWS) is made of
/// ([RFC 6376, section 2.8](https://www.rfc-editor.org/rfc/rfc6376#section-2.8)).
pub(super) const fn is_fws(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\r' | '\n')
}

/// A character with its code point, by name where it cannot be seen or is easily mistaken for another.
///
/// # Example
///
/// ```
/// use dmarc_engine::record::describe_char;
///
/// assert_eq!(describe_char('\u{a0}'), "no-break space (U+00A0)");
/// assert_eq!(describe_char('ü'), "“ü” (U+00FC)");
/// ```
pub fn describe_char(c: char) -> String {
    let name = match c {
        '\n' => "line feed",
        '\r' => "carriage return",
        '\t' => "tab",
        ' ' => "space",
        '\u{a0}' => "no-break space",
        '\u{ad}' => "soft hyphen",
        '\u{200b}' => "zero width space",
        '\u{200c}' => "zero width non-joiner",
        '\u{200d}' => "zero width joiner",
        '\u{200e}' => "left-to-right mark",
        '\u{200f}' => "right-to-left mark",
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => "bidirectional control",
        '\u{2013}' => "en dash",
        '\u{2014}' => "em dash",
        '\u{2018}' | '\u{2019}' => "curly apostrophe",
        '\u{201c}' | '\u{201d}' => "curly quotation mark",
        '\u{feff}' => "byte order mark",
        '\u{fffd}' => "replacement character",
        '\u{ff1b}' => "full-width semicolon",
        '\u{37e}' => "Greek question mark",
        c if c.is_control() => "control character",
        c if c.is_whitespace() => "unusual blank",
        c => return format!("“{c}” (U+{:04X})", u32::from(c)),
    };
    format!("{name} (U+{:04X})", u32::from(c))
}
