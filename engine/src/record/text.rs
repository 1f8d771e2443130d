//! Places in a text, and names for invisible characters.

/// A range of bytes in a record's text, on character boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The index of the first byte.
    pub start: usize,
    /// The index after the last byte.
    pub end: usize,
}

impl Span {
    /// The span from `start` up to and excluding `end`.
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The part of `text` at this span; empty if the span does not fit the text.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }

    /// The span moved `offset` bytes towards the end.
    #[must_use]
    pub const fn shifted(self, offset: usize) -> Self {
        Self::new(self.start + offset, self.end + offset)
    }

    /// The span without the spaces and tabs (WSP of [RFC 5234](https://www.rfc-editor.org/rfc/rfc5234#appendix-B.1)) at
    /// both ends.
    #[must_use]
    pub fn trimmed(self, text: &str) -> Self {
        self.trimmed_of(text, is_wsp)
    }

    /// The span without the characters at both ends for which `is_blank` is true.
    #[must_use]
    pub(super) fn trimmed_of(self, text: &str, is_blank: fn(char) -> bool) -> Self {
        let part = self.of(text);
        let from_start = part.trim_start_matches(is_blank);
        let start = self.start + part.len() - from_start.len();
        Self::new(start, start + from_start.trim_end_matches(is_blank).len())
    }

    /// Whether the span contains no bytes.
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The parts between `separator` characters, each trimmed of the characters for which `is_blank` is true. An empty
    /// span gives one empty part.
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

/// Whether the character is a space or tab (WSP).
pub(super) const fn is_wsp(c: char) -> bool {
    matches!(c, ' ' | '\t')
}

/// Whether the character is a space, tab, carriage return or line feed, which make up folding white space (FWS;
/// [RFC 6376, section 2.8](https://www.rfc-editor.org/rfc/rfc6376#section-2.8)).
pub(super) const fn is_fws(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\r' | '\n')
}

/// Describes a character: its code point, plus its name if it is invisible or easily mistaken for another.
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
        c if c.is_whitespace() => "unusual whitespace",
        c => return format!("“{c}” (U+{:04X})", u32::from(c)),
    };
    format!("{name} (U+{:04X})", u32::from(c))
}
