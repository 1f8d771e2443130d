//! [`About`]: the thing that a hit speaks of.

use crate::domain::DomainName;

/// The thing that a hit speaks of, where a section of a report lists such things one by one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    /// A host that an MX record names.
    Host(DomainName),
    /// A DKIM selector.
    Selector(String),
    /// A vendor, by its name.
    Vendor(&'static str),
    /// A host that gets reports.
    Destination(DomainName),
    /// The topic as a whole, as the headline of its section has it already.
    Whole,
}

impl About {
    /// The word for its kind in JSON.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Host(_) => "host",
            Self::Selector(_) => "selector",
            Self::Vendor(_) => "vendor",
            Self::Destination(_) => "destination",
            Self::Whole => "whole",
        }
    }

    /// The name of the thing; `None` for the topic as a whole.
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Host(name) | Self::Destination(name) => Some(name.as_str()),
            Self::Selector(name) => Some(name),
            Self::Vendor(name) => Some(name),
            Self::Whole => None,
        }
    }
}
