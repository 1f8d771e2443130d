//! The DNS resolvers that visitors can choose from.

use std::fmt;

/// A DNS-over-HTTPS resolver.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provider {
    /// A short id that is stored across visits.
    pub id: String,
    /// The name that people know it by.
    pub name: String,
    /// Its query URL without the `dns` parameter
    /// ([RFC 8484, section 4.1](https://www.rfc-editor.org/rfc/rfc8484#section-4.1)).
    pub url: String,
    /// Who runs it and its logging policy; empty for a visitor's own resolver.
    pub about: String,
}

/// A provider's id, name, URL and description.
type Entry = (&'static str, &'static str, &'static str, &'static str);

/// The providers to choose from, in the order in which they are tried. All of them allow requests from web pages
/// (CORS). None of them filters, because a filter's forged answers would be reported as facts about the domain.
pub const PROVIDERS: &[Entry] = &[
    (
        "cloudflare",
        "Cloudflare",
        "https://cloudflare-dns.com/dns-query",
        "Cloudflare, Inc., USA. Non-filtering.",
    ),
    (
        "google",
        "Google",
        "https://dns.google/dns-query",
        "Google LLC, USA. Non-filtering.",
    ),
    (
        "dns-sb",
        "DNS.SB",
        "https://doh.dns.sb/dns-query",
        "xTom GmbH, Germany. Non-filtering.",
    ),
];

impl Provider {
    /// The providers of [`PROVIDERS`].
    pub fn on_offer() -> Vec<Self> {
        PROVIDERS
            .iter()
            .map(|&(id, name, url, about)| Self {
                id: id.to_owned(),
                name: name.to_owned(),
                url: url.to_owned(),
                about: about.to_owned(),
            })
            .collect()
    }
}

/// Why a URL can't be used as a custom resolver.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProviderError {
    /// The scheme is neither `https:` nor, on this computer, `http:`.
    Scheme,
    /// The URL has no host name.
    Host,
    /// The URL has a fragment or user name, which a resolver's URL never has.
    Extra,
}

/// A custom resolver of the visitor: any `https:` URL, or `http:` on this computer.
///
/// # Errors
///
/// A [`ProviderError`] that says what the URL lacks.
///
/// # Example
///
/// ```
/// use dmarc_engine::dns::custom_provider;
///
/// let own = custom_provider("https://dns.example.net/dns-query").unwrap();
/// assert_eq!(own.name, "dns.example.net");
/// assert!(custom_provider("http://dns.example.net/dns-query").is_err());
/// assert!(custom_provider("http://127.0.0.1:8053/dns-query").is_ok());
/// ```
pub fn custom_provider(url: &str) -> Result<Provider, ProviderError> {
    let url = url.trim();
    let (scheme, rest) = url.split_once("://").ok_or(ProviderError::Scheme)?;
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if authority.contains('@') || url.contains('#') || url.chars().any(|c| !c.is_ascii_graphic()) {
        return Err(ProviderError::Extra);
    }
    let host = match authority.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|b| b.is_ascii_digit()) => host,
        _ => authority,
    };
    if host.is_empty() {
        return Err(ProviderError::Host);
    }
    let is_allowed = scheme.eq_ignore_ascii_case("https")
        || scheme.eq_ignore_ascii_case("http") && matches!(host, "127.0.0.1" | "localhost");
    if !is_allowed {
        return Err(ProviderError::Scheme);
    }
    Ok(Provider {
        id: "own".to_owned(),
        name: host.to_owned(),
        url: url.to_owned(),
        about: String::new(),
    })
}

impl fmt::Display for ProviderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Scheme => {
                "A resolver's URL must begin with https:// (http:// only for 127.0.0.1 and localhost)."
            }
            Self::Host => "This URL has no host.",
            Self::Extra => "A resolver's URL can't contain a user name, # or spaces.",
        })
    }
}

impl std::error::Error for ProviderError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn err_own_resolver() {
        for (url, error) in [
            ("dns.example.net", ProviderError::Scheme),
            ("javascript://x/%0aalert(1)", ProviderError::Scheme),
            ("http://127.0.0.1.example.net/", ProviderError::Scheme),
            ("https://", ProviderError::Host),
            ("https://user@dns.example.net/", ProviderError::Extra),
            ("https://dns.example.net/ q", ProviderError::Extra),
        ] {
            assert_eq!(custom_provider(url), Err(error), "{url}");
        }
    }
}
