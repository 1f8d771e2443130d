//! [`Settings`]: the configuration of the element, as its attributes.

use super::Look;
use crate::Choice;
use crate::attributes::{FORM, RESOLVER, is_web_address, listed};
use dmarc_engine::dns::PROVIDERS;
use dmarc_engine::domain::read;
use dmarc_engine::report::Chapter;

/// An option of a setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offer {
    /// Value in the attribute.
    pub value: &'static str,
    /// Label in the form.
    pub label: &'static str,
    /// What the option does; may be empty.
    pub about: &'static str,
}

pub(super) const fn offer(value: &'static str, label: &'static str, about: &'static str) -> Offer {
    Offer {
        value,
        label,
        about,
    }
}

/// Values of `view`; the first is the default.
pub const VIEWS: &[Offer] = &[
    offer("full", "Full", "Form, verdict and the whole report."),
    offer(
        "compact",
        "Compact",
        "Form, verdict, what receivers are asked, and what to do.",
    ),
    offer("badge", "Badge", "The verdict in one line, without a form."),
];

/// Values of `theme`; the first is the default.
pub const THEMES: &[Offer] = &[
    offer("auto", "As the page", ""),
    offer("light", "Light", ""),
    offer("dark", "Dark", ""),
];

/// The parts that can be hidden, by their token in `hide`.
pub fn parts() -> Vec<Offer> {
    let chapters = Chapter::ALL.into_iter();
    let chapters = chapters.map(|chapter| offer(chapter.token(), chapter.label(), ""));
    [
        offer(FORM, "Form", ""),
        offer(RESOLVER, "Choice of resolver", ""),
    ]
    .into_iter()
    .chain(chapters)
    .collect()
}

/// The built-in resolvers; the first is the default.
pub fn resolvers() -> Vec<Offer> {
    PROVIDERS
        .iter()
        .map(|&(value, label, _, about)| offer(value, label, about))
        .collect()
}

/// The configuration of the element. Texts are kept as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The domain to check or to fill in.
    pub domain: String,
    /// Whether the check starts without a click.
    pub is_auto: bool,
    /// The value of one of [`VIEWS`].
    pub view: String,
    /// The value of one of [`THEMES`].
    pub theme: String,
    /// The value of one of [`resolvers`]; anything else means a custom resolver.
    pub resolver: String,
    /// The URL of the custom resolver.
    pub own_resolver: String,
    /// Additional DKIM selectors to try.
    pub selectors: String,
    /// The values of hidden [`parts`].
    pub hidden: Vec<String>,
    /// URL of the full report; `{domain}` is replaced by the domain.
    pub report_href: String,
    pub look: Look,
}

impl Default for Settings {
    /// The configuration of an element without attributes.
    fn default() -> Self {
        let first = |offers: &[Offer]| {
            offers
                .first()
                .map_or_else(String::new, |offer| offer.value.to_owned())
        };
        Self {
            domain: String::new(),
            is_auto: false,
            view: first(VIEWS),
            theme: first(THEMES),
            resolver: first(&resolvers()),
            own_resolver: String::new(),
            selectors: String::new(),
            hidden: Vec::new(),
            report_href: String::new(),
            look: Look::default(),
        }
    }
}

impl Settings {
    /// The attributes as names and values, with an empty value for boolean ones. Omits defaults and invalid values.
    pub fn attributes(&self) -> Vec<(&'static str, String)> {
        let usual = Self::default();
        let domain =
            read(&self.domain).map_or_else(|_| String::new(), |input| input.domain.to_string());
        let other = |value: &str, usual: &str| {
            if value == usual {
                String::new()
            } else {
                value.to_owned()
            }
        };
        let resolver = self
            .choice()
            .map_or_else(String::new, |choice| choice.to_text().to_owned());
        let report_href = match self.refused_report_href() {
            None => self.report_href.trim(),
            Some(_) => "",
        };
        let parts = parts().into_iter().map(|part| part.value);
        let hidden = parts.filter(|part| self.hides(part));
        let is_auto = self.is_auto && !domain.is_empty();
        let mut attributes = vec![
            ("domain", domain),
            ("view", other(&self.view, &usual.view)),
            ("theme", other(&self.theme, &usual.theme)),
            ("resolver", other(&resolver, &usual.resolver)),
            ("selectors", listed(&self.selectors).join(" ")),
            ("hide", hidden.collect::<Vec<_>>().join(" ")),
            ("report-href", report_href.to_owned()),
        ];
        attributes.retain(|(_, value)| !value.is_empty());
        if is_auto {
            // After `domain`, which is first.
            attributes.insert(1, ("auto", String::new()));
        }
        attributes
    }

    /// Whether a part is hidden.
    pub fn hides(&self, section: &str) -> bool {
        self.hidden.iter().any(|hidden| hidden == section)
    }

    /// Hides a part, or shows it again.
    pub fn toggle(&mut self, section: &str) {
        if self.hides(section) {
            self.hidden.retain(|hidden| hidden != section);
        } else {
            self.hidden.push(section.to_owned());
        }
    }

    /// Whether a custom resolver is selected.
    pub fn has_own_resolver(&self) -> bool {
        resolvers().iter().all(|offer| offer.value != self.resolver)
    }

    /// The selected resolver; `None` if it is a custom one with an invalid URL.
    pub fn choice(&self) -> Option<Choice> {
        if self.has_own_resolver() {
            Choice::own(&self.own_resolver).ok()
        } else {
            Choice::from_text(&self.resolver)
        }
    }

    /// Validates the domain; returns the error as a sentence.
    pub fn refused_domain(&self) -> Option<String> {
        if self.domain.trim().is_empty() {
            let is_badge = self.view == "badge";
            return is_badge.then(|| "A badge has no form, so it needs a domain.".to_owned());
        }
        read(&self.domain).err().map(|error| error.to_string())
    }

    /// Validates the URL of a custom resolver; returns the error as a sentence.
    pub fn refused_resolver(&self) -> Option<String> {
        if !self.has_own_resolver() {
            return None;
        }
        if self.own_resolver.trim().is_empty() {
            return Some("Type the URL of the resolver, or choose another one.".to_owned());
        }
        let error = Choice::own(&self.own_resolver).err()?;
        Some(error.to_string())
    }

    /// Validates the URL of the full report; returns the error as a sentence.
    pub fn refused_report_href(&self) -> Option<String> {
        let address = self.report_href.trim();
        (!address.is_empty() && !is_web_address(address)).then(|| {
            "This is no address of a page, such as https://example.com/report?of={domain}."
                .to_owned()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_element_does_anyway_is_left_out() {
        assert_eq!(Settings::default().attributes(), []);
    }

    #[test]
    fn every_setting_is_an_attribute() {
        let settings = Settings {
            domain: "https://Example.com/about".into(),
            is_auto: true,
            view: "compact".into(),
            theme: "dark".into(),
            resolver: "google".into(),
            selectors: " s1,  s2 ".into(),
            hidden: vec!["spf".into(), "record".into()],
            report_href: " /report?of={domain} ".into(),
            ..Settings::default()
        };
        let expected = [
            ("domain", "example.com"),
            ("auto", ""),
            ("view", "compact"),
            ("theme", "dark"),
            ("resolver", "google"),
            ("selectors", "s1 s2"),
            ("hide", "spf record"),
            ("report-href", "/report?of={domain}"),
        ];
        let expected = expected.map(|(name, value)| (name, value.to_owned()));
        assert_eq!(settings.attributes(), expected);
    }

    #[test]
    fn what_is_refused_is_left_out_and_named() {
        let settings = Settings {
            domain: "192.0.2.1".into(),
            is_auto: true,
            resolver: "own".into(),
            own_resolver: "http://dns.example.net/".into(),
            report_href: " JavaScript:alert(1)".into(),
            ..Settings::default()
        };
        assert_eq!(settings.attributes(), []);
        assert!(settings.refused_domain().unwrap().contains("IP address"));
        assert!(settings.refused_resolver().unwrap().contains("https://"));
        assert_eq!(
            settings.refused_report_href().unwrap(),
            "This is no address of a page, such as https://example.com/report?of={domain}."
        );
        let mut settings = Settings::default();
        assert_eq!(settings.refused_domain(), None);
        assert_eq!(settings.refused_resolver(), None);
        assert_eq!(settings.refused_report_href(), None);
        settings.view = "badge".into();
        assert_eq!(
            settings.refused_domain().unwrap(),
            "A badge has no form, so it needs a domain."
        );
    }

    #[test]
    fn ones_own_resolver_is_its_url() {
        let settings = Settings {
            resolver: "own".into(),
            own_resolver: "https://dns.example.net/q".into(),
            ..Settings::default()
        };
        let expected = [("resolver", "https://dns.example.net/q".to_owned())];
        assert_eq!(settings.attributes(), expected);
        assert_eq!(settings.refused_resolver(), None);
        let without = Settings {
            own_resolver: " ".into(),
            ..settings
        };
        assert_eq!(
            without.refused_resolver().as_deref(),
            Some("Type the URL of the resolver, or choose another one.")
        );
    }

    #[test]
    fn a_section_is_left_out_and_comes_back() {
        let mut settings = Settings::default();
        settings.toggle("spf");
        assert!(settings.hides("spf"));
        settings.toggle("spf");
        assert_eq!(settings, Settings::default());
    }
}
