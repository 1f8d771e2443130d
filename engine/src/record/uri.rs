//! The URIs that records use ([RFC 3986](https://www.rfc-editor.org/rfc/rfc3986)).

use std::fmt::Write as _;

/// A parsed URI.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Uri<'a> {
    /// The text before the colon, in its original case.
    pub(super) scheme: &'a str,
    /// The mail address of a `mailto:` URI, percent-decoded.
    pub(super) address: Option<String>,
    /// The host, in lower case: that of the mail address, or that of another URI.
    pub(super) host: Option<String>,
}

/// Why a text is not a usable URI.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum UriError {
    /// The text is empty.
    Empty,
    /// There is no scheme. Holds the mail address and its host if the text is one, with or without `mailto=` in front.
    NoScheme(Option<(String, String)>),
    /// A character that a URI must not contain.
    BadCharacter(char),
    /// A `mailto:` URI without a usable address.
    BadAddress,
}

impl Uri<'_> {
    /// Whether the URI has this scheme; case is ignored.
    pub(super) const fn is(&self, scheme: &str) -> bool {
        self.scheme.eq_ignore_ascii_case(scheme)
    }
}

/// Parses a URI.
pub(super) fn read(uri: &str) -> Result<Uri<'_>, UriError> {
    if uri.is_empty() {
        return Err(UriError::Empty);
    }
    let Some((scheme, rest)) = uri.split_once(':').filter(|(scheme, _)| is_scheme(scheme)) else {
        let address = match uri.split_at_checked("mailto=".len()) {
            Some((slip, rest)) if slip.eq_ignore_ascii_case("mailto=") => rest,
            _ => uri,
        };
        let host = address_host(address);
        return Err(UriError::NoScheme(
            host.map(|host| (address.to_owned(), host)),
        ));
    };
    if let Some(bad) = uri.chars().find(|&c| !is_uri_char(c)) {
        return Err(UriError::BadCharacter(bad));
    }
    if scheme.eq_ignore_ascii_case("mailto") {
        let path = rest.split(['?', '#']).next().unwrap_or_default();
        let address = percent_decoded(path).ok_or(UriError::BadAddress)?;
        let host = address_host(&address).ok_or(UriError::BadAddress)?;
        return Ok(Uri {
            scheme,
            address: Some(address),
            host: Some(host),
        });
    }
    Ok(Uri {
        scheme,
        address: None,
        host: authority_host(rest),
    })
}

/// Whether the text is a scheme: `ALPHA *( ALPHA / DIGIT / "+" / "-" / "." )`
/// ([RFC 3986, section 3.1](https://www.rfc-editor.org/rfc/rfc3986#section-3.1)).
fn is_scheme(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
}

/// Whether a URI may contain this character ([RFC 3986, section 2](https://www.rfc-editor.org/rfc/rfc3986#section-2)).
fn is_uri_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-._~:/?#[]@!$&'()*+,;=%".contains(c)
}

/// The host of a mail address, in lower case; `None` if the text is not an address.
fn address_host(address: &str) -> Option<String> {
    let (local, host) = address.rsplit_once('@')?;
    let is_local = is_dot_atom(local) || is_quoted(local);
    let is_host = !host.is_empty()
        && host.len() <= 253
        && host.split('.').all(|label| {
            (1..=63).contains(&label.len())
                && label
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
        });
    (is_local && is_host).then(|| host.to_ascii_lowercase())
}

/// Whether the local part needs no quotation marks: words joined by single dots
/// ([RFC 5322, section 3.2.3](https://www.rfc-editor.org/rfc/rfc5322#section-3.2.3)). Letters outside ASCII are allowed
/// ([RFC 6532, section 3.2](https://www.rfc-editor.org/rfc/rfc6532#section-3.2)).
fn is_dot_atom(local: &str) -> bool {
    let is_atext =
        |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c) || !c.is_ascii();
    local
        .split('.')
        .all(|word| !word.is_empty() && word.chars().all(is_atext))
}

/// Whether the local part is in quotation marks, which allow almost any character
/// ([RFC 5322, section 3.2.4](https://www.rfc-editor.org/rfc/rfc5322#section-3.2.4)).
fn is_quoted(local: &str) -> bool {
    let Some(inner) = local
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'))
    else {
        return false;
    };
    let mut is_escaped = false;
    for c in inner.chars() {
        if c.is_ascii_control() || (c == '"' && !is_escaped) {
            return false;
        }
        is_escaped = c == '\\' && !is_escaped;
    }
    !is_escaped
}

/// The host in the part of a hierarchical URI that follows the scheme.
fn authority_host(rest: &str) -> Option<String> {
    let authority = rest.strip_prefix("//")?.split(['/', '?', '#']).next()?;
    let host = authority
        .rsplit_once('@')
        .map_or(authority, |(_, host)| host);
    let host = host.split(':').next().filter(|host| !host.is_empty())?;
    Some(host.to_ascii_lowercase())
}

/// The characters besides letters and digits that never need encoding in a URI
/// ([RFC 3986, section 2.3](https://www.rfc-editor.org/rfc/rfc3986#section-2.3)).
pub const UNRESERVED: &str = "-._~";

/// Decodes `%XX` ([RFC 3986, section 2.1](https://www.rfc-editor.org/rfc/rfc3986#section-2.1)); `None` if an escape is
/// not hexadecimal or the result is not UTF-8. Written by hand because the crate `percent-encoding` accepts invalid
/// escapes as text.
pub fn percent_decoded(text: &str) -> Option<String> {
    let mut octets = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(octet) = rest.next() {
        octets.push(if octet == b'%' {
            let high = char::from(rest.next()?).to_digit(16)?;
            let low = char::from(rest.next()?).to_digit(16)?;
            u8::try_from(high * 16 + low).ok()?
        } else {
            octet
        });
    }
    String::from_utf8(octets).ok()
}

/// Encodes all octets except letters, digits and those in `kept`
/// ([RFC 3986, section 2.1](https://www.rfc-editor.org/rfc/rfc3986#section-2.1)). Written by hand because the crate
/// `percent-encoding` would add a kilobyte of Wasm for both functions together.
pub fn percent_encoded(text: &str, kept: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for octet in text.bytes() {
        let c = char::from(octet);
        if c.is_ascii_alphanumeric() || kept.contains(c) {
            encoded.push(c);
        } else {
            // Writing to a string cannot fail.
            let _ = write!(encoded, "%{octet:02X}");
        }
    }
    encoded
}
