//! [`Surface`]: where a report stands.

use std::rc::Rc;

use dmarc_engine::report::Section;

/// Where a report stands, which decides what its links may lead to and what is left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Surface {
    /// The page of this project: the address is ours, and the other pages are at hand.
    Page,
    /// A widget: the address belongs to somebody else's page, and there is no other page.
    Widget {
        /// The words for what its host leaves out.
        hidden: Rc<[String]>,
        /// Whether it has room for the most important alone.
        is_compact: bool,
        /// Where a whole report is to be found, if its host says so; `{domain}` stands for the domain.
        report_address: Option<Rc<str>>,
    },
}

impl Surface {
    /// Whether the address and the other pages are ours.
    pub fn is_page(&self) -> bool {
        matches!(self, Self::Page)
    }

    /// The element of its title: a page around has a title of its own already.
    pub const fn title(&self) -> &'static str {
        match self {
            Self::Page => "h1",
            Self::Widget { .. } => "h2",
        }
    }

    /// Whether a section is wanted.
    pub fn shows(&self, section: Section) -> bool {
        self.shows_what(section.words(), section.is_compact())
    }

    /// The same for a section that these words of `hide` leave out.
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

    /// Where the host of a widget has the whole report on a domain.
    pub fn report_address(&self, domain: &str) -> Option<String> {
        match self {
            Self::Page => None,
            Self::Widget { report_address, .. } => {
                Some(report_address.as_ref()?.replace("{domain}", domain))
            }
        }
    }
}
