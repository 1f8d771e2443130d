//! The list of `name=value` pairs used by DMARC, DKIM, BIMI, MTA-STS and TLS-RPT records
//! ([RFC 6376, section 3.2](https://www.rfc-editor.org/rfc/rfc6376#section-3.2)).

use super::Span;
use super::text::is_wsp;

/// The text between two semicolons. Its spans exclude surrounding blanks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Element {
    /// The element without surrounding blanks.
    pub span: Span,
    /// The text before the first `=`, or the whole element if it has none.
    pub name: Span,
    /// The text after the first `=`; `None` if it has none.
    pub value: Option<Span>,
}

impl Element {
    /// Whether the element has nothing but blanks.
    pub const fn is_empty(&self) -> bool {
        self.span.start == self.span.end
    }
}

/// The elements of a tag list, in order. Blanks are space and tab (WSP). A semicolon at the end does not start another
/// element.
pub fn elements(text: &str) -> impl Iterator<Item = Element> {
    elements_between(text, is_wsp)
}

/// The elements of a list whose grammar allows other blanks around names and values.
pub(super) fn elements_between(
    text: &str,
    is_blank: fn(char) -> bool,
) -> impl Iterator<Item = Element> {
    let mut start = 0;
    let mut parts = text.split(';').peekable();
    std::iter::from_fn(move || {
        let part = parts.next()?;
        let whole = Span::new(start, start + part.len());
        start = whole.end + 1;
        let span = whole.trimmed_of(text, is_blank);
        if span.start == span.end && parts.peek().is_none() {
            return None;
        }
        Some(match span.of(text).find('=') {
            Some(equals) => Element {
                span,
                name: Span::new(span.start, span.start + equals).trimmed_of(text, is_blank),
                value: Some(
                    Span::new(span.start + equals + 1, span.end).trimmed_of(text, is_blank),
                ),
            },
            None => Element {
                span,
                name: span,
                value: None,
            },
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Vec<(&str, Option<&str>)> {
        elements(text)
            .map(|e| (e.name.of(text), e.value.map(|v| v.of(text))))
            .collect()
    }

    #[test]
    fn blanks_are_left_out_and_nothing_else_is() {
        assert_eq!(parts(" a = b=c ;\td; "), [("a", Some("b=c")), ("d", None)]);
        assert_eq!(
            parts("a=;;b=1;"),
            [("a", Some("")), ("", None), ("b", Some("1"))]
        );
        assert_eq!(parts("a=1\n;"), [("a", Some("1\n"))]);
        assert_eq!(parts(""), []);
        assert_eq!(parts(";"), [("", None)]);
    }
}
