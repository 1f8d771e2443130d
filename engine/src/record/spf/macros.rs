//! [`MacroString`]: text with places that the message at hand fills in
//! ([RFC 7208, section 7](https://www.rfc-editor.org/rfc/rfc7208#section-7)).

use crate::record::Span;
use crate::record::uri::{UNRESERVED, percent_encoded};

/// Text and macros, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MacroString {
    /// The parts.
    pub parts: Vec<MacroPart>,
}

/// A part of a macro string.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MacroPart {
    /// Text that stands for itself.
    Literal(String),
    /// `%%`, `%_` or `%-`; holds what it stands for.
    Escape(&'static str),
    /// `%{..}`.
    Expansion(Expansion),
}

/// A macro in braces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expansion {
    /// Where it is, with `%` and braces.
    pub span: Span,
    /// What it stands for.
    pub letter: MacroLetter,
    /// Whether the letter is a capital, so that the value is escaped as in a URL.
    pub is_escaped: bool,
    /// How many parts are kept, from the right.
    pub keep: Option<usize>,
    /// Whether the parts are reversed.
    pub is_reversed: bool,
    /// The characters that divide the value; a dot where there are none.
    pub delimiters: String,
}

/// What a macro stands for
/// ([RFC 7208, section 7.2](https://www.rfc-editor.org/rfc/rfc7208#section-7.2)).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MacroLetter {
    /// `s`: the sender.
    Sender,
    /// `l`: the local part of the sender.
    LocalPart,
    /// `o`: the domain of the sender.
    SenderDomain,
    /// `d`: the domain whose record is evaluated.
    Domain,
    /// `i`: the address of the client.
    Ip,
    /// `p`: the validated name of the client.
    ValidatedName,
    /// `v`: `in-addr` or `ip6`.
    Version,
    /// `h`: the name that the client says it has.
    Helo,
    /// `c`: the address of the client as people write it, in explanations only.
    ReadableIp,
    /// `r`: the host that checks, in explanations only.
    Receiver,
    /// `t`: the time, in explanations only.
    Time,
}

/// Why a macro is broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MacroProblem {
    /// A `%` that begins no macro; `%%` stands for the character itself.
    StrayPercent,
    /// No closing brace.
    Unclosed,
    /// A letter that stands for nothing.
    UnknownLetter,
    /// A letter that only explanations may use.
    OnlyInExplanations,
    /// To keep no part at all.
    KeepsNothing,
    /// Something behind the letter that is neither a number, `r` nor a delimiter.
    BadTransformer,
}

/// Where a macro string is used, which decides on the letters that it may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// In a record.
    Record,
    /// In the text that `exp` names.
    Explanation,
}

impl MacroString {
    /// Reads the part of `text` at `span`, with what is broken in it.
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

    /// Reads the text that `exp` names; `None` when it is broken, so that there is no explanation
    /// ([RFC 7208, section 6.2](https://www.rfc-editor.org/rfc/rfc7208#section-6.2)).
    pub fn parse_explanation(text: &str) -> Option<Self> {
        let (string, problems) = Self::read(text, Span::new(0, text.len()), Use::Explanation);
        let is_printable = text.bytes().all(|b| matches!(b, b' '..=b'~'));
        (is_printable && problems.is_empty()).then_some(string)
    }

    /// The macros in braces.
    pub fn expansions(&self) -> impl Iterator<Item = &Expansion> {
        self.parts.iter().filter_map(|part| match part {
            MacroPart::Expansion(expansion) => Some(expansion),
            _ => None,
        })
    }

    /// The text with each macro replaced by what `value` says for its letter
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
    /// The value divided, reversed, shortened and escaped as the macro says.
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
    /// The letter; capitals are taken for the same.
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

    /// Whether only explanations may use it.
    const fn is_only_for_explanations(self) -> bool {
        matches!(self, Self::ReadableIp | Self::Receiver | Self::Time)
    }
}

/// Reads the macro that `rest` begins with, at `start` of the text. Comes with its length.
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

/// Reads the text between the braces.
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
        // More parts than can be counted are all of them.
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
