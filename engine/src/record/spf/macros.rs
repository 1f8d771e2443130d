//! [`MacroString`]: text with macros that are filled in for each message
//! ([RFC 7208, section 7](https://www.rfc-editor.org/rfc/rfc7208#section-7)).

use crate::record::Span;
use crate::record::uri::{UNRESERVED, percent_encoded};

/// A string of text and macros.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MacroString {
    /// Its text and macros, in order.
    pub parts: Vec<MacroPart>,
}

/// A part of a macro string.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MacroPart {
    /// Plain text.
    Literal(String),
    /// `%%`, `%_` or `%-`; holds the text it expands to.
    Escape(&'static str),
    /// A macro `%{..}`.
    Expansion(Expansion),
}

/// A macro in braces, `%{..}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expansion {
    /// Its place, including `%` and braces.
    pub span: Span,
    /// The value it expands to.
    pub letter: MacroLetter,
    /// Whether the letter is a capital, which means that the value is URL-escaped.
    pub is_escaped: bool,
    /// How many parts of the value are kept, counted from the right; `None` for all.
    pub keep: Option<usize>,
    /// Whether the order of the parts is reversed.
    pub is_reversed: bool,
    /// The characters that split the value into parts; a dot if the macro has none.
    pub delimiters: String,
}

/// The values that macros expand to ([RFC 7208, section 7.2](https://www.rfc-editor.org/rfc/rfc7208#section-7.2)).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MacroLetter {
    /// `s`: the full MAIL FROM address.
    Sender,
    /// `l`: the local part of the MAIL FROM address.
    LocalPart,
    /// `o`: the domain of the MAIL FROM address.
    SenderDomain,
    /// `d`: the domain whose record is evaluated.
    Domain,
    /// `i`: the IP address of the client.
    Ip,
    /// `p`: the validated host name of the client.
    ValidatedName,
    /// `v`: `in-addr` for IPv4 or `ip6` for IPv6.
    Version,
    /// `h`: the name from HELO or EHLO.
    Helo,
    /// `c`: the client's IP address in readable form; only in explanations.
    ReadableIp,
    /// `r`: the host that performs the check; only in explanations.
    Receiver,
    /// `t`: the current time; only in explanations.
    Time,
}

/// Why a macro is invalid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MacroProblem {
    /// A `%` that does not start a macro. A literal percent sign is written `%%`.
    StrayPercent,
    /// The closing brace is missing.
    Unclosed,
    /// A letter that is not defined.
    UnknownLetter,
    /// A letter that is only allowed in explanations.
    OnlyInExplanations,
    /// The macro keeps zero parts.
    KeepsNothing,
    /// Something after the letter that is neither a number, `r` nor a delimiter.
    BadTransformer,
}

/// Where a macro string is used, which determines the letters it may contain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// A record.
    Record,
    /// The explanation text that `exp` points to.
    Explanation,
}

impl MacroString {
    /// Parses the part of `text` at `span`, and returns the invalid macros in it.
    pub(super) fn read(text: &str, span: Span, used: Use) -> (Self, Vec<(MacroProblem, Span)>) {
        let mut string = Self::default();
        let mut problems = Vec::new();
        let mut at = span.start;
        while let Some(rest) = text.get(at..span.end).filter(|rest| !rest.is_empty()) {
            let literal = rest.find('%').unwrap_or(rest.len());
            if literal > 0 {
                let literal = rest.get(..literal).unwrap_or_default().to_owned();
                at += literal.len();
                string.parts.push(MacroPart::Literal(literal));
                continue;
            }
            let (part, length) = read_macro(rest, at, used);
            match part {
                Ok(part) => string.parts.push(part),
                Err(problem) => problems.push((problem, Span::new(at, at + length))),
            }
            at += length;
        }
        (string, problems)
    }

    /// Parses the explanation text that `exp` points to. An invalid text gives `None`, which means no explanation
    /// ([RFC 7208, section 6.2](https://www.rfc-editor.org/rfc/rfc7208#section-6.2)).
    pub fn parse_explanation(text: &str) -> Option<Self> {
        let (string, problems) = Self::read(text, Span::new(0, text.len()), Use::Explanation);
        let is_printable = text.bytes().all(|b| matches!(b, b' '..=b'~'));
        (is_printable && problems.is_empty()).then_some(string)
    }

    /// The macros in braces, in order.
    pub fn expansions(&self) -> impl Iterator<Item = &Expansion> {
        self.parts.iter().filter_map(|part| match part {
            MacroPart::Expansion(expansion) => Some(expansion),
            _ => None,
        })
    }

    /// Replaces each macro by what `value` returns for its letter
    /// ([RFC 7208, section 7.3](https://www.rfc-editor.org/rfc/rfc7208#section-7.3)).
    pub fn expand(&self, value: impl Fn(MacroLetter) -> String) -> String {
        self.parts
            .iter()
            .map(|part| match part {
                MacroPart::Literal(text) => text.clone(),
                MacroPart::Escape(text) => (*text).to_owned(),
                MacroPart::Expansion(expansion) => expansion.apply(&value(expansion.letter)),
            })
            .collect()
    }
}

impl Expansion {
    /// Splits, reverses, shortens and escapes the value as the macro requires.
    fn apply(&self, value: &str) -> String {
        let is_delimiter = |c: char| match self.delimiters.as_str() {
            "" => c == '.',
            delimiters => delimiters.contains(c),
        };
        let mut parts: Vec<&str> = value.split(is_delimiter).collect();
        if self.is_reversed {
            parts.reverse();
        }
        let skipped = self.keep.map_or(0, |keep| parts.len().saturating_sub(keep));
        let kept: Vec<_> = parts.into_iter().skip(skipped).collect();
        let joined = kept.join(".");
        if self.is_escaped {
            percent_encoded(&joined, UNRESERVED)
        } else {
            joined
        }
    }
}

impl MacroLetter {
    /// The value that a letter expands to; case is ignored.
    const fn from_char(c: char) -> Option<Self> {
        Some(match c.to_ascii_lowercase() {
            's' => Self::Sender,
            'l' => Self::LocalPart,
            'o' => Self::SenderDomain,
            'd' => Self::Domain,
            'i' => Self::Ip,
            'p' => Self::ValidatedName,
            'v' => Self::Version,
            'h' => Self::Helo,
            'c' => Self::ReadableIp,
            'r' => Self::Receiver,
            't' => Self::Time,
            _ => return None,
        })
    }

    /// Whether the letter is only allowed in explanations.
    const fn is_only_for_explanations(self) -> bool {
        matches!(self, Self::ReadableIp | Self::Receiver | Self::Time)
    }
}

/// Parses the macro at the beginning of `rest`, which is at `start` in the text, and returns its length.
fn read_macro(rest: &str, start: usize, used: Use) -> (Result<MacroPart, MacroProblem>, usize) {
    let escape = |text| (Ok(MacroPart::Escape(text)), 2);
    match rest.as_bytes().get(1) {
        Some(b'%') => escape("%"),
        Some(b'_') => escape(" "),
        Some(b'-') => escape("%20"),
        Some(b'{') => {
            let Some(end) = rest.find('}') else {
                return (Err(MacroProblem::Unclosed), rest.len());
            };
            let inside = rest.get(2..end).unwrap_or_default();
            let span = Span::new(start, start + end + 1);
            (
                read_expansion(inside, span, used).map(MacroPart::Expansion),
                end + 1,
            )
        }
        _ => (Err(MacroProblem::StrayPercent), 1),
    }
}

/// Parses the text between the braces.
fn read_expansion(inside: &str, span: Span, used: Use) -> Result<Expansion, MacroProblem> {
    let mut rest = inside.chars();
    let first = rest.next().ok_or(MacroProblem::UnknownLetter)?;
    let letter = MacroLetter::from_char(first).ok_or(MacroProblem::UnknownLetter)?;
    if used == Use::Record && letter.is_only_for_explanations() {
        return Err(MacroProblem::OnlyInExplanations);
    }
    let rest = rest.as_str();
    let after_digits = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = rest.strip_suffix(after_digits).unwrap_or_default();
    let keep = match digits {
        "" => None,
        // A number too large to count keeps all parts.
        digits => Some(digits.parse().unwrap_or(usize::MAX)),
    };
    if keep == Some(0) {
        return Err(MacroProblem::KeepsNothing);
    }
    let delimiters = after_digits.strip_prefix(['r', 'R']);
    let is_reversed = delimiters.is_some();
    let delimiters = delimiters.unwrap_or(after_digits);
    if !delimiters.chars().all(|c| ".-+,/_=".contains(c)) {
        return Err(MacroProblem::BadTransformer);
    }
    Ok(Expansion {
        span,
        letter,
        is_escaped: first.is_ascii_uppercase(),
        keep,
        is_reversed,
        delimiters: delimiters.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn expands(text: &str, expected: &str) {
        let (string, problems) = MacroString::read(text, Span::new(0, text.len()), Use::Record);
        assert_eq!(problems, [], "{text}");
        let value = |letter| {
            match letter {
                MacroLetter::Sender => "strong-bad+x@email.example.com",
                MacroLetter::LocalPart => "strong-bad+x",
                MacroLetter::Ip => "192.0.2.3",
                MacroLetter::Version => "in-addr",
                _ => "email.example.com",
            }
            .to_owned()
        };
        assert_eq!(string.expand(value), expected, "{text}");
    }

    #[track_caller]
    fn breaks(text: &str, problem: MacroProblem, at: &str) {
        let (_, problems) = MacroString::read(text, Span::new(0, text.len()), Use::Record);
        let found: Vec<_> = problems
            .iter()
            .map(|(p, span)| (*p, span.of(text)))
            .collect();
        assert_eq!(found, [(problem, at)], "{text}");
    }

    #[test]
    fn values_are_transformed() {
        expands("%{d}", "email.example.com");
        expands("%{d2}", "example.com");
        expands("%{d999999999999999999999999}", "email.example.com");
        expands("%{dr}", "com.example.email");
        expands("%{d2r}.x", "example.email.x");
        expands("%{l-}", "strong.bad+x");
        expands("%{l1r-+}", "strong");
        expands(
            "%{ir}.%{v}._spf.%{d2}",
            "3.2.0.192.in-addr._spf.example.com",
        );
        expands("a%%b%_c%-", "a%b c%20");
        expands("%{S}", "strong-bad%2Bx%40email.example.com");
    }

    #[test]
    fn broken_macros_have_their_place() {
        breaks("a%b", MacroProblem::StrayPercent, "%");
        breaks("a.%", MacroProblem::StrayPercent, "%");
        breaks("%{d", MacroProblem::Unclosed, "%{d");
        breaks("%{x}.a", MacroProblem::UnknownLetter, "%{x}");
        breaks("%{}.a", MacroProblem::UnknownLetter, "%{}");
        breaks("%{c}.a", MacroProblem::OnlyInExplanations, "%{c}");
        breaks("%{d0}.a", MacroProblem::KeepsNothing, "%{d0}");
        breaks("%{d.r}.a", MacroProblem::BadTransformer, "%{d.r}");
        breaks("%{d:}.a", MacroProblem::BadTransformer, "%{d:}");
    }

    #[test]
    fn explanations_may_hold_blanks_and_more_letters() {
        let text = "%{c} is not one of %{d}'s servers.";
        assert!(MacroString::parse_explanation(text).is_some());
        assert_eq!(MacroString::parse_explanation("100% sure"), None);
        assert_eq!(MacroString::parse_explanation("né"), None);
    }
}
