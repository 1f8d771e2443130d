//! [`About`]: the thing that a hit is about.

use crate::domain::DomainName;

/// The thing that a hit is about, for report sections that list such things one by one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    /// A host named by an MX record.
    Host(DomainName),
    /// A DKIM selector.
    Selector(String),
    /// A vendor, by name.
    Vendor(&'static str),
    /// A host that receives DMARC reports.
    Destination(DomainName),
    /// The topic as a whole, so that the section's headline already covers it.
    Whole,
}

impl About {
    /// Returns the word for the kind of thing in JSON.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Host(_) => "host",
            Self::Selector(_) => "selector",
            Self::Vendor(_) => "vendor",
            Self::Destination(_) => "destination",
            Self::Whole => "whole",
        }
    }

    /// Returns the name of the thing; `None` for the topic as a whole.
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Host(name) | Self::Destination(name) => Some(name.as_str()),
            Self::Selector(name) => Some(name),
            Self::Vendor(name) => Some(name),
            Self::Whole => None,
        }
    }
}
