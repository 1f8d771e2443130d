//! [`Page`]: the pages other than the check, and the table that describes them.

use super::Part;

/// A page other than the check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Page {
    /// The catalog of rules.
    Rules,
    /// The builder of snippets for other sites.
    Embed,
    /// Privacy and limits.
    About,
}

impl Page {
    /// Every page, in the order of the navigation bar.
    pub const ALL: [Self; 3] = [Self::Rules, Self::Embed, Self::About];

    /// The name in URLs, the title, and the part of the program that contains the page.
    const fn entry(self) -> (&'static str, &'static str, Part) {
        match self {
            Self::Rules => ("rules", "Rules", Part::Later),
            Self::Embed => ("embed", "Embed", Part::OnDemand),
            Self::About => ("about", "About", Part::Later),
        }
    }

    /// The name in URLs.
    pub const fn name(self) -> &'static str {
        self.entry().0
    }

    /// The title, also used in the navigation bar.
    pub const fn title(self) -> &'static str {
        self.entry().1
    }

    /// The part of the program that contains the page.
    pub const fn part(self) -> Part {
        self.entry().2
    }

    /// Finds a page by its name in URLs.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|page| page.name() == name)
    }
}
