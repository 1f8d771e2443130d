//! [`DomainName`]: a name as it is asked for in DNS.

use std::fmt;
use std::rc::Rc;

/// The longest name in octets, its dots but the last included
/// ([RFC 1035, section 2.3.4](https://www.rfc-editor.org/rfc/rfc1035#section-2.3.4): 255 octets on the wire).
pub const MAX_NAME: usize = 253;

/// The longest label in octets ([RFC 1035, section 2.3.4](https://www.rfc-editor.org/rfc/rfc1035#section-2.3.4)).
pub const MAX_LABEL: usize = 63;

/// A domain name in A-label form: lower case ASCII, labels divided by dots, no dot at the end.
///
/// Any name that DNS can hold fits, so `_dmarc.example.com` is one as well. What a person typed goes
/// through [`read`](super::read), which is stricter.
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

/// Why a text is no domain name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameError {
    /// Nothing between two dots, or nothing at all.
    EmptyLabel,
    /// A label of more than [`MAX_LABEL`] octets.
    LabelTooLong,
    /// More than [`MAX_NAME`] octets in all.
    TooLong,
    /// A character outside printable ASCII, a blank, or a backslash that escapes nothing.
    BadCharacter(char),
}

impl DomainName {
    /// Reads a name in its usual notation; capitals and one dot at the end are taken away.
    ///
    /// # Errors
    ///
    /// A [`NameError`] when DNS cannot hold the name.
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

    /// Reads a name as it stands in a message rather than a zone file: a blank or a backslash is a character like
    /// any other. In the usual notation both are escaped
    /// ([RFC 1035, section 5.1](https://www.rfc-editor.org/rfc/rfc1035#section-5.1)).
    ///
    /// # Errors
    ///
    /// A [`NameError`] when DNS cannot hold the name.
    pub fn from_raw(text: &str) -> Result<Self, NameError> {
        if text.contains([' ', '\\']) {
            Self::new(&text.replace('\\', "\\\\").replace(' ', "\\032"))
        } else {
            Self::new(text)
        }
    }

    /// The name as it stands in a message: what [`from_raw`](Self::from_raw) escapes is not escaped.
    pub fn to_raw(&self) -> String {
        // First at the escaped backslashes, so that none of them seems to begin an escaped blank.
        let parts = self.0.split("\\\\");
        let parts: Vec<_> = parts.map(|part| part.replace("\\032", " ")).collect();
        parts.join("\\")
    }

    /// The name in its usual notation.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The labels from left to right.
    pub fn labels(&self) -> impl DoubleEndedIterator<Item = &str> {
        let (mut labels, mut rest) = (Vec::new(), Some(self.as_str()));
        while let Some(here) = rest {
            let (label, below) = split_label(here);
            labels.push(label);
            rest = below;
        }
        labels.into_iter()
    }

    /// How many labels the name has, at least one.
    pub fn label_count(&self) -> usize {
        self.labels().count()
    }

    /// The name without its leftmost label; `None` for a top-level domain.
    pub fn parent(&self) -> Option<Self> {
        let (_, parent) = split_label(&self.0);
        Some(Self(parent?.into()))
    }

    /// The rightmost `count` labels; the whole name when it has no more than that.
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

    /// The name with `labels` put in front; `None` when DNS cannot hold the result.
    pub fn child(&self, labels: &str) -> Option<Self> {
        Self::new(&format!("{labels}.{}", self.0)).ok()
    }

    /// Whether the name is a descendant of `other`, on label boundaries; a name is not below itself.
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

/// The first label, and what follows the dot behind it. A dot that a backslash escapes is part of its label
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

/// How many octets a label has in a message, where an escaped one is one; `None` where a backslash escapes nothing.
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
