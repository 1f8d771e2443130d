//! [`Surface`]: the context that a report is shown in.

use std::rc::Rc;

use dmarc_engine::report::Section;

/// The context that a report is shown in; decides where links lead and what is hidden.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Surface {
    /// This project's page: it owns the URL, and other pages are available.
    Page,
    /// A widget: the URL belongs to the host page, and there are no other pages.
    Widget {
        /// The tokens in `hide`.
        hidden: Rc<[String]>,
        /// Whether only the most important sections are shown.
        is_compact: bool,
        /// URL of the full report, if the host configured it; `{domain}` is replaced by the domain.
        report_address: Option<Rc<str>>,
    },
}

impl Surface {
    /// Whether this is the project's page, which owns the URL.
    pub fn is_page(&self) -> bool {
        matches!(self, Self::Page)
    }

    /// Tag of the main heading. A widget uses `h2`, because the host page has its own `h1`.
    pub const fn title(&self) -> &'static str {
        match self {
            Self::Page => "h1",
            Self::Widget { .. } => "h2",
        }
    }

    /// Whether a section is shown.
    pub fn shows(&self, section: Section) -> bool {
        self.shows_what(section.words(), section.is_compact())
    }

    /// Like [`shows`](Self::shows), for a section that these tokens of `hide` remove.
    pub fn shows_what(&self, words: [&str; 2], is_for_compact: bool) -> bool {
        match self {
            Self::Page => true,
            Self::Widget {
                hidden, is_compact, ..
            } => {
                let mut hidden = hidden.iter();
                (is_for_compact || !is_compact)
                    && !hidden.any(|word| words.contains(&word.as_str()))
            }
        }
    }

    /// URL of the full report on a domain, if the host of the widget configured it.
    pub fn report_address(&self, domain: &str) -> Option<String> {
        match self {
            Self::Page => None,
            Self::Widget { report_address, .. } => {
                Some(report_address.as_ref()?.replace("{domain}", domain))
            }
        }
    }
}
