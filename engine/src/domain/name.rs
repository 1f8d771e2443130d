//! [`DomainName`]: a name as DNS queries use it.

use std::fmt;
use std::rc::Rc;

/// The longest name in octets, including all dots but the final one
/// ([RFC 1035, section 2.3.4](https://www.rfc-editor.org/rfc/rfc1035#section-2.3.4): 255 octets on the wire).
pub const MAX_NAME: usize = 253;

/// The longest label in octets ([RFC 1035, section 2.3.4](https://www.rfc-editor.org/rfc/rfc1035#section-2.3.4)).
pub const MAX_LABEL: usize = 63;

/// A domain name in A-label form: lowercase ASCII labels, separated by dots, without a final dot.
///
/// Any name that DNS can represent is allowed, so `_dmarc.example.com` is one as well. Typed text goes through
/// [`read`](super::read), which is stricter.
///
/// # Example
///
/// ```
/// use dmarc_engine::domain::DomainName;
///
/// let name = DomainName::new("News.Example.COM.").unwrap();
/// assert_eq!(name.as_str(), "news.example.com");
/// assert_eq!(name.parent().unwrap().as_str(), "example.com");
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DomainName(Rc<str>);

/// Why a text is not a domain name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameError {
    /// A label is empty, or the whole name is.
    EmptyLabel,
    /// A label has more than [`MAX_LABEL`] octets.
    LabelTooLong,
    /// The name has more than [`MAX_NAME`] octets.
    TooLong,
    /// A character outside printable ASCII, a blank, or a backslash that does not escape anything.
    BadCharacter(char),
}

impl DomainName {
    /// Parses a name in presentation format. Capitals become lowercase and a final dot is removed.
    ///
    /// # Errors
    ///
    /// A [`NameError`] if DNS can't represent the name.
    pub fn new(text: &str) -> Result<Self, NameError> {
        if let Some(bad) = text.chars().find(|c| !c.is_ascii_graphic()) {
            return Err(NameError::BadCharacter(bad));
        }
        let (mut name, mut rest, mut octets) = (text, Some(text), 0);
        while let Some(here) = rest {
            let (label, below) = split_label(here);
            match count_octets(label) {
                None => return Err(NameError::BadCharacter('\\')),
                Some(0) => return Err(NameError::EmptyLabel),
                Some(count @ 1..=MAX_LABEL) => octets += count,
                Some(_) => return Err(NameError::LabelTooLong),
            }
            rest = below.filter(|below| !below.is_empty());
            if rest.is_some() {
                octets += 1;
            } else if below.is_some() {
                name = text.strip_suffix('.').unwrap_or(text);
            }
        }
        if octets > MAX_NAME {
            return Err(NameError::TooLong);
        }
        Ok(Self(name.to_ascii_lowercase().into()))
    }

    /// Parses a name as it appears in a message instead of a zone file: a blank or a backslash is an ordinary
    /// character. Presentation format escapes both
    /// ([RFC 1035, section 5.1](https://www.rfc-editor.org/rfc/rfc1035#section-5.1)).
    ///
    /// # Errors
    ///
    /// A [`NameError`] if DNS can't represent the name.
    pub fn from_raw(text: &str) -> Result<Self, NameError> {
        if text.contains([' ', '\\']) {
            Self::new(&text.replace('\\', "\\\\").replace(' ', "\\032"))
        } else {
            Self::new(text)
        }
    }

    /// The name as it appears in a message: without the escapes that [`from_raw`](Self::from_raw) adds.
    pub fn to_raw(&self) -> String {
        // Split at escaped backslashes first, so that none of them seems to start an escaped blank.
        let parts = self.0.split("\\\\");
        let parts: Vec<_> = parts.map(|part| part.replace("\\032", " ")).collect();
        parts.join("\\")
    }

    /// The name in presentation format.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The labels, from left to right.
    pub fn labels(&self) -> impl DoubleEndedIterator<Item = &str> {
        let (mut labels, mut rest) = (Vec::new(), Some(self.as_str()));
        while let Some(here) = rest {
            let (label, below) = split_label(here);
            labels.push(label);
            rest = below;
        }
        labels.into_iter()
    }

    /// The number of labels, at least 1.
    pub fn label_count(&self) -> usize {
        self.labels().count()
    }

    /// The name without its leftmost label; `None` for a top-level domain.
    pub fn parent(&self) -> Option<Self> {
        let (_, parent) = split_label(&self.0);
        Some(Self(parent?.into()))
    }

    /// The rightmost `count` labels, or the whole name if it has fewer.
    #[must_use]
    pub fn rightmost(&self, count: usize) -> Self {
        let mut name = self.clone();
        while name.label_count() > count.max(1) {
            match name.parent() {
                Some(parent) => name = parent,
                None => break,
            }
        }
        name
    }

    /// The name with `labels` in front; `None` if DNS can't represent the result.
    pub fn child(&self, labels: &str) -> Option<Self> {
        Self::new(&format!("{labels}.{}", self.0)).ok()
    }

    /// Whether the name is a descendant of `other`. A name is not below itself.
    pub fn is_below(&self, other: &Self) -> bool {
        let above = self.0.strip_suffix(other.as_str());
        above
            .and_then(|above| above.strip_suffix('.'))
            .is_some_and(|above| {
                let backslashes = above.len() - above.trim_end_matches('\\').len();
                backslashes.is_multiple_of(2)
            })
    }
}

/// Splits off the first label. A dot escaped by a backslash is part of its label
/// ([RFC 1035, section 5.1](https://www.rfc-editor.org/rfc/rfc1035#section-5.1)).
fn split_label(name: &str) -> (&str, Option<&str>) {
    let mut is_escaped = false;
    let dot = name.bytes().position(|octet| {
        let is_dot = octet == b'.' && !is_escaped;
        is_escaped = octet == b'\\' && !is_escaped;
        is_dot
    });
    match dot.and_then(|dot| name.split_at_checked(dot)) {
        Some((label, rest)) => (label, rest.strip_prefix('.')),
        None => (name, None),
    }
}

/// The length of a label in a message, where an escape counts as one octet; `None` if a backslash does not escape
/// anything.
fn count_octets(label: &str) -> Option<usize> {
    let (mut rest, mut count) = (label.bytes(), 0);
    while let Some(octet) = rest.next() {
        if octet == b'\\' {
            let first = rest.next()?;
            if first.is_ascii_digit() {
                let number = [first, rest.next()?, rest.next()?];
                let is_octet = number.iter().all(u8::is_ascii_digit) && number <= *b"255";
                is_octet.then_some(())?;
            }
        }
        count += 1;
    }
    Some(count)
}

impl fmt::Display for DomainName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for DomainName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> DomainName {
        DomainName::new(text).unwrap()
    }

    #[test]
    fn descent_is_on_label_boundaries() {
        assert!(name("a.example.com").is_below(&name("example.com")));
        assert!(!name("aexample.com").is_below(&name("example.com")));
        assert!(!name("example.com").is_below(&name("example.com")));
    }

    #[test]
    fn rightmost_labels() {
        assert_eq!(name("a.b.c.d").rightmost(2), name("c.d"));
        assert_eq!(name("a.b").rightmost(7), name("a.b"));
    }

    #[test]
    fn limits_of_dns() {
        assert_eq!(DomainName::new(""), Err(NameError::EmptyLabel));
        assert_eq!(DomainName::new("a..b"), Err(NameError::EmptyLabel));
        assert_eq!(
            DomainName::new(&"a".repeat(64)),
            Err(NameError::LabelTooLong)
        );
        assert_eq!(
            DomainName::new(&"a.".repeat(127)).map(|n| n.label_count()),
            Ok(127)
        );
        assert_eq!(DomainName::new(&"a.".repeat(128)), Err(NameError::TooLong));
        assert_eq!(DomainName::new("a b"), Err(NameError::BadCharacter(' ')));
        assert_eq!(name(&"a.".repeat(124)).child("_dmarc"), None);
    }

    #[test]
    fn what_is_escaped_is_one_octet_and_divides_nothing() {
        let dotted = name("a\\.b\\\\.example");
        let labels: Vec<_> = dotted.labels().collect();
        assert_eq!(labels, ["a\\.b\\\\", "example"]);
        assert_eq!(dotted.parent(), Some(name("example")));
        assert!(dotted.is_below(&name("example")) && !dotted.is_below(&name("b\\\\.example")));
        assert_eq!(name("a\\..").as_str(), "a\\.");

        let label = "\\200".repeat(MAX_LABEL);
        assert_eq!(name(&label).label_count(), 1);
        let over = DomainName::new(&format!("{label}\\200"));
        assert_eq!(over, Err(NameError::LabelTooLong));
        for broken in ["a\\", "\\25", "\\256.example", "\\2x5"] {
            let found = DomainName::new(broken);
            assert_eq!(found, Err(NameError::BadCharacter('\\')), "{broken}");
        }
    }

    #[test]
    fn raw_names_are_escaped() {
        let name = DomainName::from_raw("a b\\.example").unwrap();
        assert_eq!(name.as_str(), "a\\032b\\\\.example");
        for text in ["a b\\.example", "\\032.example", "\\ \\\\.example"] {
            assert_eq!(DomainName::from_raw(text).unwrap().to_raw(), text);
        }
    }
}
