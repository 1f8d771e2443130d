//! The addresses that reports are sent to
//! ([RFC 9989, section 4.8](https://www.rfc-editor.org/rfc/rfc9989#section-4.8)).

use crate::record::Span;
use crate::record::uri::{self, UriError};

/// A URI in `rua` or `ruf`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportUri {
    /// The URI as written, without the size limit.
    pub uri: String,
    /// Its place in the record, including the size limit.
    pub span: Span,
    /// The mail address, percent-decoded, of a `mailto:` URI or of a text that lacks `mailto:`.
    pub address: Option<String>,
    /// The host that receives the reports, in lower case: that of the mail address, or that of another URI.
    pub host: Option<String>,
    /// The size limit in bytes that RFC 7489 allowed after `!`; `None` if it is missing or invalid.
    pub size_limit: Option<u64>,
    /// Whether there is a size limit, valid or not.
    pub has_size_limit: bool,
    /// What is wrong, if anything. Senders of reports ignore a URI with a problem
    /// ([RFC 9990, section 3.5](https://www.rfc-editor.org/rfc/rfc9990#section-3.5)).
    pub problem: Option<UriProblem>,
}

/// What can be wrong with a report URI.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UriProblem {
    /// An empty entry between two commas.
    Empty,
    /// A mail address without `mailto:` in front, or with `mailto=`.
    MissingMailto,
    /// A text with neither a scheme nor the form of a mail address.
    MissingScheme,
    /// A character that a URI must not contain.
    BadCharacter(char),
    /// A `mailto:` URI without a usable address.
    BadAddress,
    /// A size limit other than a number with an optional unit of `k`, `m`, `g` or `t`.
    BadSizeLimit,
}

impl ReportUri {
    /// Whether it is a syntactically valid URI of any scheme.
    pub const fn is_valid(&self) -> bool {
        self.problem.is_none()
    }

    /// Whether reports are sent there in practice: support is only required for `mailto:`
    /// ([RFC 9989, section 4.7](https://www.rfc-editor.org/rfc/rfc9989#section-4.7)).
    pub const fn is_mailto(&self) -> bool {
        self.problem.is_none() && self.address.is_some()
    }
}

/// Parses the comma-separated list at `span` of `text`.
pub(super) fn parse_list(text: &str, span: Span) -> Vec<ReportUri> {
    let mut start = span.start;
    span.of(text)
        .split(',')
        .map(|part| {
            let whole = Span::new(start, start + part.len());
            start = whole.end + 1;
            parse_uri(text, whole.trimmed(text))
        })
        .collect()
}

/// Parses one URI.
fn parse_uri(text: &str, span: Span) -> ReportUri {
    let written = span.of(text);
    let (uri, limit) = match written.split_once('!') {
        Some((uri, limit)) => (uri.trim_end_matches([' ', '\t']), Some(limit)),
        None => (written, None),
    };
    let mut parsed = ReportUri {
        uri: uri.to_owned(),
        span,
        address: None,
        host: None,
        size_limit: limit.and_then(size_in_bytes),
        has_size_limit: limit.is_some(),
        problem: None,
    };
    parsed.problem = problem_of(uri, &mut parsed).err();
    if parsed.problem.is_none() && limit.is_some_and(|limit| !is_size_limit(limit)) {
        parsed.problem = Some(UriProblem::BadSizeLimit);
    }
    parsed
}

/// Finds what is wrong with a URI, and fills in its address and host.
fn problem_of(uri: &str, parsed: &mut ReportUri) -> Result<(), UriProblem> {
    match uri::read(uri) {
        Ok(read) => {
            parsed.address = read.address;
            parsed.host = read.host;
            Ok(())
        }
        Err(UriError::Empty) => Err(UriProblem::Empty),
        Err(UriError::NoScheme(None)) => Err(UriProblem::MissingScheme),
        Err(UriError::NoScheme(Some((address, host)))) => {
            parsed.address = Some(address);
            parsed.host = Some(host);
            Err(UriProblem::MissingMailto)
        }
        Err(UriError::BadCharacter(c)) => Err(UriProblem::BadCharacter(c)),
        Err(UriError::BadAddress) => Err(UriProblem::BadAddress),
    }
}

/// Whether the text after `!` is digits and at most one unit. The number may be too large to use.
pub(super) fn is_size_limit(limit: &str) -> bool {
    let digits = limit
        .strip_suffix(['k', 'm', 'g', 't', 'K', 'M', 'G', 'T'])
        .unwrap_or(limit);
    !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())
}

/// The limit in bytes; units are powers of 1024
/// ([RFC 7489, section 6.4](https://www.rfc-editor.org/rfc/rfc7489#section-6.4)).
fn size_in_bytes(limit: &str) -> Option<u64> {
    if !is_size_limit(limit) {
        return None;
    }
    let digits = limit.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit: u64 = match limit.get(digits.len()..)?.to_ascii_lowercase().as_str() {
        "k" => 1 << 10,
        "m" => 1 << 20,
        "g" => 1 << 30,
        "t" => 1 << 40,
        _ => 1,
    };
    digits.parse::<u64>().ok()?.checked_mul(unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(text: &str) -> ReportUri {
        let mut list = parse_list(text, Span::new(0, text.len()));
        assert_eq!(list.len(), 1, "{text}");
        list.remove(0)
    }

    #[test]
    fn ok_uris() {
        let uri = one("mailto:Dmarc%2Bx@Example.com");
        assert_eq!(uri.address.as_deref(), Some("Dmarc+x@Example.com"));
        assert_eq!(uri.host.as_deref(), Some("example.com"));
        assert!(uri.is_mailto());

        let limited = one("mailto:a@example.com!10m");
        assert_eq!(limited.size_limit, Some(10 << 20));
        assert_eq!(limited.uri, "mailto:a@example.com");
        assert!(limited.is_valid());

        // Too large for a 64-bit number, but valid by the grammar; RFC 9989 ignores it.
        let huge = one("mailto:a@example.com!99999999999999999999");
        assert!(huge.is_valid() && huge.has_size_limit && huge.size_limit.is_none());

        let web = one("https://u@Reports.example:8443/x?y");
        assert_eq!(web.host.as_deref(), Some("reports.example"));
        assert!(web.is_valid() && !web.is_mailto());
    }

    #[test]
    fn err_uris() {
        for (text, problem) in [
            ("", UriProblem::Empty),
            ("a@example.com", UriProblem::MissingMailto),
            ("mailto=a@example.com", UriProblem::MissingMailto),
            ("example.com", UriProblem::MissingScheme),
            ("mailto: a@example.com", UriProblem::BadCharacter(' ')),
            (
                "mailto:a@b\u{fc}cher.example",
                UriProblem::BadCharacter('\u{fc}'),
            ),
            ("mailto:example.com", UriProblem::BadAddress),
            ("mailto:a@", UriProblem::BadAddress),
            ("mailto:a@x..y", UriProblem::BadAddress),
            ("mailto:a%zz@example.com", UriProblem::BadAddress),
            ("mailto:a@example.com!10q", UriProblem::BadSizeLimit),
            ("mailto:a@example.com!", UriProblem::BadSizeLimit),
        ] {
            assert_eq!(one(text).problem, Some(problem), "{text}");
        }
    }

    #[test]
    fn blanks_around_commas_are_fine() {
        let text = "mailto:a@x.example , mailto:b@y.example";
        let list = parse_list(text, Span::new(0, text.len()));
        assert!(list.iter().all(ReportUri::is_mailto));
        assert_eq!(list[1].span.of(text), "mailto:b@y.example");
    }
}
