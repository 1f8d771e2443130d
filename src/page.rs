//! [`Page`]: the pages beside the check, and the one table of them.

use super::Part;

/// A page beside the check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Page {
    /// The catalogue of rules.
    Rules,
    /// The builder of what is embedded elsewhere.
    Embed,
    /// Privacy and limits.
    About,
}

impl Page {
    /// All of them, in the order of the bar.
    pub const ALL: [Self; 3] = [Self::Rules, Self::Embed, Self::About];

    /// What stands for it in addresses, its title, and the part of the program that it is in.
    const fn entry(self) -> (&'static str, &'static str, Part) {
        match self {
            Self::Rules => ("rules", "Rules", Part::Later),
            Self::Embed => ("embed", "Embed", Part::OnDemand),
            Self::About => ("about", "About", Part::Later),
        }
    }

    /// What stands for it in addresses.
    pub const fn name(self) -> &'static str {
        self.entry().0
    }

    /// Its title, and its name in the bar.
    pub const fn title(self) -> &'static str {
        self.entry().1
    }

    /// The part of the program that it is in.
    pub const fn part(self) -> Part {
        self.entry().2
    }

    /// The page with this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|page| page.name() == name)
    }
}
