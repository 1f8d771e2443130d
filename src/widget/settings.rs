//! [`Settings`]: the configuration of a widget by its host page.

use std::rc::Rc;

use crate::Choice;
use crate::attributes::{is_web_address, listed};
use crate::components::Surface;

/// How much of a check is shown (`view`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum View {
    /// The form and the full report.
    Full,
    /// The form, the verdict, what receivers are asked to do, and the next steps.
    Compact,
    /// The stage in one line, without a form.
    Badge,
}

/// The configuration of a widget, read from the attributes of its element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The domain to check, as typed (`domain`).
    pub domain: String,
    /// Whether the check starts at once (`auto`). Always true for a badge, which has no form.
    pub is_automatic: bool,
    pub view: View,
    /// The resolver, or why it is invalid (`resolver`). An invalid one has no fallback, because a host that names a resolver may
    /// not want others to see the queries.
    pub choice: Result<Choice, String>,
    /// Additional DKIM selectors to try (`selectors`).
    pub selectors: Vec<String>,
    /// Hidden parts: tokens of chapters, `form` and `resolver` (`hide`).
    pub hidden: Rc<[String]>,
    /// URL of the full report (`report-href`); `{domain}` is replaced by the domain.
    report_address: Option<Rc<str>>,
}

impl Settings {
    /// Reads the settings from the attributes. Invalid values count as not set, except for the resolver.
    pub fn read(attribute: impl Fn(&str) -> Option<String>) -> Self {
        let view = match attribute("view").as_deref().map(str::trim) {
            Some("compact") => View::Compact,
            Some("badge") => View::Badge,
            _ => View::Full,
        };
        let list = |name| listed(&attribute(name).unwrap_or_default());
        let resolver = attribute("resolver").unwrap_or_default();
        let address = attribute("report-href").map(|address| address.trim().to_owned());
        Self {
            domain: attribute("domain").unwrap_or_default().trim().to_owned(),
            is_automatic: view == View::Badge
                || attribute("auto").is_some_and(|auto| auto != "false"),
            view,
            choice: match resolver.trim() {
                "" => Ok(Choice::default()),
                named => Choice::named(named),
            },
            selectors: list("selectors"),
            hidden: list("hide").into(),
            report_address: address
                .filter(|address| is_web_address(address))
                .map(Rc::from),
        }
    }

    /// URL of the full report on a domain.
    pub fn report_address(&self, domain: &str) -> Option<String> {
        self.surface().report_address(domain)
    }

    /// The surface for the report, with the parts to hide.
    pub fn surface(&self) -> Surface {
        Surface::Widget {
            hidden: Rc::clone(&self.hidden),
            is_compact: self.view == View::Compact,
            report_address: self.report_address.clone(),
        }
    }

    /// Whether the form or the resolver selection is shown, by its token.
    pub fn shows(&self, word: &str) -> bool {
        !self.hidden.iter().any(|hidden| hidden == word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attributes::FORM;
    use dmarc_engine::report::Section;

    fn settings(attributes: &[(&str, &str)]) -> Settings {
        Settings::read(|name| {
            let found = attributes.iter().find(|(other, _)| *other == name);
            found.map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn words_that_have_gone_still_hide() {
        let settings = settings(&[("hide", "receivers topics spf nothing form")]);
        let surface = settings.surface();
        for hidden in [Section::Effects, Section::Topics, Section::Spf] {
            assert!(!surface.shows(hidden), "{hidden:?}");
        }
        assert!(surface.shows(Section::Reports) && !settings.shows(FORM));
    }

    #[test]
    fn a_chapter_hides_its_sections() {
        let surface = settings(&[("hide", "policy, record")]).surface();
        for hidden in [
            Section::Effects,
            Section::Reports,
            Section::Record,
            Section::Discovery,
        ] {
            assert!(!surface.shows(hidden), "{hidden:?}");
        }
        assert!(surface.shows(Section::Plan) && surface.shows(Section::Topics));
    }

    #[test]
    fn nothing_said_is_a_form_and_the_whole_report() {
        let settings = settings(&[]);
        assert_eq!(settings.view, View::Full);
        assert_eq!(settings.choice, Ok(Choice::default()));
        assert!(!settings.is_automatic && settings.domain.is_empty());
        assert!(settings.shows("form") && settings.surface().shows(Section::Evidence));
        assert_eq!(settings.report_address("a.example"), None);
    }

    #[test]
    fn auto_is_a_switch_and_a_badge_needs_none() {
        assert!(settings(&[("auto", "")]).is_automatic);
        assert!(!settings(&[("auto", "false")]).is_automatic);
        assert!(settings(&[("view", "badge")]).is_automatic);
    }

    #[test]
    fn nobody_takes_the_place_of_a_resolver_that_is_none() {
        let choice = |text| settings(&[("resolver", text)]).choice;
        assert_eq!(choice(" google "), Choice::named("google"));
        assert_eq!(choice(" "), Ok(Choice::default()));
        for text in ["quad9", "http://dns.example.net/q", "javascript:1"] {
            assert_eq!(
                choice(text).unwrap_err(),
                "A resolver's URL must begin with https:// (http:// only for 127.0.0.1 and localhost). These are known by \
                 name: cloudflare, google, dns-sb.",
                "{text}"
            );
        }
    }

    #[test]
    fn a_compact_widget_ends_with_the_next_step() {
        let settings = settings(&[("view", "compact"), ("hide", "resolver")]);
        let surface = settings.surface();
        assert!(surface.shows(Section::Effects) && surface.shows(Section::Plan));
        assert!(!surface.shows(Section::Findings) && !settings.shows("resolver"));
    }

    #[test]
    fn lists_are_divided_by_commas_or_blanks() {
        let settings = settings(&[("selectors", "s1, s2\ns3,"), ("hide", "spf dkim")]);
        assert_eq!(settings.selectors, ["s1", "s2", "s3"]);
        assert_eq!(*settings.hidden, ["spf", "dkim"]);
    }

    #[test]
    fn the_report_is_at_an_address_of_the_web() {
        let address = |text: &str| settings(&[("report-href", text)]).report_address("a.example");
        let whole = "https://host.example/#/check/{domain}";
        assert_eq!(
            address(whole).as_deref(),
            Some("https://host.example/#/check/a.example")
        );
        assert_eq!(
            address("../report?of={domain}").as_deref(),
            Some("../report?of=a.example")
        );
        assert_eq!(address("?of=a:b").as_deref(), Some("?of=a:b"));
        for script in [
            "javascript:alert(1)",
            "JavaScript:1",
            "java\nscript:1",
            "data:text/html,1",
            "",
        ] {
            assert_eq!(address(script), None, "{script}");
        }
    }
}
