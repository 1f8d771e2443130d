//! [`Route`]: which page the part of the address after `#` asks for.
//!
//! # Why behind `#`
//!
//! It works on any static host and below any path, and it is never sent to the host: the domain that
//! somebody checks stays between the browser and the resolver.

use dmarc_engine::record::uri::{UNRESERVED, percent_decoded, percent_encoded};
use dmarc_engine::report::Section;

use super::{Page, Part};

/// What stands in an address for every DKIM selector that is known.
const EVERY_SELECTOR: &str = "*";

/// A page, and what it is to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Route {
    /// Where everything begins.
    Start,
    /// A check.
    Check {
        /// What to check, as it stands in the address.
        text: String,
        /// The id of a section to go to.
        section: Option<String>,
        /// DKIM selectors to try as well, divided by commas; `*` stands for every one that is known.
        selectors: String,
    },
    /// A page beside the check, and the id of a place there to go to.
    Page(Page, Option<String>),
    /// No page; holds what was asked for.
    Unknown(String),
}

impl Route {
    /// A check of a domain.
    pub fn check(domain: &str) -> Self {
        Self::Check {
            text: domain.to_owned(),
            section: None,
            selectors: String::new(),
        }
    }

    /// A section of a check.
    pub fn section(domain: &str, section: &str) -> Self {
        Self::Check {
            text: domain.to_owned(),
            section: Some(section.to_owned()),
            selectors: String::new(),
        }
    }

    /// A page beside the check.
    pub const fn page(page: Page) -> Self {
        Self::Page(page, None)
    }

    /// A rule in the catalogue.
    pub fn rule(id: &str) -> Self {
        Self::Page(Page::Rules, Some(id.to_owned()))
    }

    /// The part of the program that the page is in; `None` for those of the first part, which have a form.
    pub const fn part(&self) -> Option<Part> {
        match self {
            Self::Page(page, _) => Some(page.part()),
            _ => None,
        }
    }

    /// The same check, with these DKIM selectors, or with every one that is known as well.
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

    /// The DKIM selectors that the address names, and whether it asks for every one that is known.
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

    /// Reads the part of an address from `#` on. Whatever stands there leads somewhere.
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

    /// The part of an address from `#` on.
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

/// The id of a section that may have had another up to version 0.1. Worked out by the compiler, so that the first part does
/// without the table of sections.
fn now(id: String) -> String {
    match id.as_str() {
        "receivers" => const { Section::Effects.id() }.to_owned(),
        "sender-rules" => const { Section::Requirements.id() }.to_owned(),
        _ => id,
    }
}

/// A part of an address decoded; as it is where it cannot be.
fn decoded(text: &str) -> String {
    percent_decoded(text).unwrap_or_else(|| text.to_owned())
}

/// Encodes all but the unreserved characters.
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
            // What a section was called before.
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
