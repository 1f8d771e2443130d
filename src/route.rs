//! [`Route`]: the page that the hash of the URL selects.
//!
//! # Why the hash
//!
//! It works on any static host and below any path, and browsers never send it to the host: the domain stays between the browser
//! and the resolver.

use dmarc_engine::record::uri::{UNRESERVED, percent_decoded, percent_encoded};
use dmarc_engine::report::Section;

use super::{Page, Part};

/// Placeholder in URLs for every known DKIM selector.
const EVERY_SELECTOR: &str = "*";

/// A page and its parameters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Route {
    /// The start page.
    Start,
    /// The check of a domain.
    Check {
        /// What to check, exactly as in the URL.
        text: String,
        /// Id of the section to scroll to.
        section: Option<String>,
        /// Additional DKIM selectors, separated by commas; `*` means every known one.
        selectors: String,
    },
    /// A page other than the check, and the id of the element on it to scroll to.
    Page(Page, Option<String>),
    /// An unknown page, with the requested path.
    Unknown(String),
}

impl Route {
    /// The check of a domain.
    pub fn check(domain: &str) -> Self {
        Self::Check {
            text: domain.to_owned(),
            section: None,
            selectors: String::new(),
        }
    }

    /// A section of the report on a domain.
    pub fn section(domain: &str, section: &str) -> Self {
        Self::Check {
            text: domain.to_owned(),
            section: Some(section.to_owned()),
            selectors: String::new(),
        }
    }

    /// A page other than the check, from its top.
    pub const fn page(page: Page) -> Self {
        Self::Page(page, None)
    }

    /// A rule in the catalog.
    pub fn rule(id: &str) -> Self {
        Self::Page(Page::Rules, Some(id.to_owned()))
    }

    /// The part of the program that contains the page; `None` for pages in the first part, which show the form.
    pub const fn part(&self) -> Option<Part> {
        match self {
            Self::Page(page, _) => Some(page.part()),
            _ => None,
        }
    }

    /// Replaces the DKIM selectors of a check; with `is_for_all`, every known one is tried as well.
    #[must_use]
    pub fn searching(mut self, wanted: &[String], is_for_all: bool) -> Self {
        if let Self::Check { selectors, .. } = &mut self {
            let mut parts: Vec<&str> = wanted.iter().map(String::as_str).collect();
            if is_for_all {
                parts.push(EVERY_SELECTOR);
            }
            *selectors = parts.join(",");
        }
        self
    }

    /// The DKIM selectors in the URL, and whether every known one is tried.
    pub fn search(&self) -> (Vec<String>, bool) {
        let Self::Check { selectors, .. } = self else {
            return (Vec::new(), false);
        };
        let parts = || selectors.split(',').filter(|part| !part.is_empty());
        let wanted = parts().filter(|part| *part != EVERY_SELECTOR);
        (
            wanted.map(str::to_owned).collect(),
            parts().any(|part| part == EVERY_SELECTOR),
        )
    }

    /// Parses the hash of a URL. Every input is a route.
    pub fn parse(hash: &str) -> Self {
        let path = hash.strip_prefix('#').unwrap_or(hash);
        let path = path.strip_prefix('/').unwrap_or(path);
        let mut parts = path.split('/').map(decoded);
        let first = parts.next().unwrap_or_default();
        let second = parts.next().filter(|part| !part.is_empty());
        let third = parts.next().filter(|part| !part.is_empty());
        match (first.as_str(), second) {
            ("" | "check", None) => Self::Start,
            ("check", Some(text)) => Self::Check {
                text,
                section: third.map(now),
                selectors: parts.next().unwrap_or_default(),
            },
            (name, place) => Page::named(name).map_or_else(
                || Self::Unknown(decoded(path)),
                |page| Self::Page(page, place),
            ),
        }
    }

    /// The hash of the URL, including `#`.
    pub fn to_hash(&self) -> String {
        match self {
            Self::Start => "#/".to_owned(),
            Self::Check {
                text,
                section,
                selectors,
            } => {
                let mut hash = format!("#/check/{}", encoded(text));
                if section.is_some() || !selectors.is_empty() {
                    hash.push('/');
                    hash.push_str(&encoded(section.as_deref().unwrap_or_default()));
                }
                if !selectors.is_empty() {
                    hash.push('/');
                    hash.push_str(&encoded(selectors));
                }
                hash
            }
            Self::Page(page, None) => format!("#/{}", page.name()),
            Self::Page(page, Some(place)) => format!("#/{}/{}", page.name(), encoded(place)),
            Self::Unknown(text) => format!("#/{}", encoded(text)),
        }
    }
}

/// Maps a section id from version 0.1 to the current one, and that of a part of a section to the whole. Evaluated at compile time, so that the first part doesn't contain the
/// table of sections.
fn now(id: String) -> String {
    match id.as_str() {
        "receivers" | "reports" => const { Section::Effects.id() }.to_owned(),
        "mail" => const { Section::Transport.id() }.to_owned(),
        "discovery" => const { Section::Record.id() }.to_owned(),
        "sender-rules" => const { Section::Requirements.id() }.to_owned(),
        _ => id,
    }
}

/// Percent-decodes a path segment; returns it unchanged if it is malformed.
fn decoded(text: &str) -> String {
    percent_decoded(text).unwrap_or_else(|| text.to_owned())
}

/// Percent-encodes everything except unreserved characters.
pub(super) fn encoded(text: &str) -> String {
    percent_encoded(text, UNRESERVED)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn selectors_stand_in_the_address() {
        let own = ["s1".to_owned(), "mail.2026".to_owned()];
        let route = Route::check("a.example").searching(&own, true);
        assert_eq!(route.to_hash(), "#/check/a.example//s1%2Cmail.2026%2C%2A");
        assert_eq!(Route::parse(&route.to_hash()), route);
        assert_eq!(route.search(), (own.to_vec(), true));
        let route = Route::section("a.example", "dkim").searching(&own[..1], false);
        assert_eq!(route.to_hash(), "#/check/a.example/dkim/s1");
        assert_eq!(Route::parse(&route.to_hash()), route);
        assert_eq!(Route::check("a.example").search(), (Vec::new(), false));
    }

    #[test]
    fn there_and_back() {
        for route in [
            Route::Start,
            Route::check("example.com"),
            Route::check("https://Bücher.example/50% off"),
            Route::section("example.com", "findings"),
            Route::page(Page::Rules),
            Route::rule("several-records"),
            Route::page(Page::Embed),
            Route::page(Page::About),
        ] {
            assert_eq!(Route::parse(&route.to_hash()), route);
        }
    }

    #[test]
    fn forgiving() {
        for (hash, route) in [
            // The section's id in version 0.1.
            (
                "#/check/a.example/receivers",
                Route::section("a.example", "effects"),
            ),
            ("", Route::Start),
            ("#", Route::Start),
            ("#/check", Route::Start),
            ("#/check/", Route::Start),
            ("#check/example.com", Route::check("example.com")),
            (
                "#/check/b%C3%BCcher.example",
                Route::check("bücher.example"),
            ),
            ("#/check/100%", Route::check("100%")),
            ("#/check/%zz%4", Route::check("%zz%4")),
            ("#/rules/", Route::page(Page::Rules)),
            (
                "#/nowhere/at%20all",
                Route::Unknown("nowhere/at all".into()),
            ),
        ] {
            assert_eq!(Route::parse(hash), route, "{hash}");
        }
    }
}
