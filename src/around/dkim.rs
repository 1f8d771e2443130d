//! [`Dkim`]: the DKIM keys that were found, and how far one can tell.

use std::rc::Rc;

use super::{RecordAt, RecordState};
use crate::dns::LookupError;
use crate::record::dkim::{DkimRecord, Outcome};

/// The selectors that were tried, and what can be below `_domainkey` at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dkim {
    /// Whether anything can stand below `_domainkey`.
    pub subtree: Subtree,
    /// What a made-up selector is answered with: anything but "no such name" there comes from a wildcard.
    pub control: RecordAt<DkimRecord>,
    /// The selectors, in the order of trying.
    pub selectors: Vec<Selector>,
    /// What the visitor named as selectors and DNS cannot hold as such.
    pub unusable: Vec<String>,
}

/// Whether anything can stand below `_domainkey`
/// ([RFC 8020](https://www.rfc-editor.org/rfc/rfc8020)).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subtree {
    /// The answer is not there yet.
    Pending,
    /// `_domainkey` does not exist, so no selector does. Common ones are not tried then.
    Empty,
    /// `_domainkey` exists: there is a selector below it, or the name server says so of any name.
    Exists,
    /// DNS cannot hold the name.
    NameTooLong,
    /// It could not be asked.
    CouldNotTell(LookupError),
}

/// A selector that was tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selector {
    /// The selector, one label or several.
    pub selector: String,
    /// Why it was tried.
    pub tried: Tried,
    /// What stands there. The last alias shows whose key it is.
    pub key: RecordAt<DkimRecord>,
    /// Whether the answer is the wildcard's, so that it says nothing about this selector.
    pub is_wildcard: bool,
}

/// Why a selector is tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tried {
    /// The visitor named it.
    Visitor,
    /// A vendor that was found uses it; holds the vendor's name.
    Vendor(&'static str),
    /// It is common.
    Common,
}

impl Dkim {
    /// The selectors that have a key record, those that a wildcard answers for left out.
    pub fn found(&self) -> impl Iterator<Item = (&Selector, &Rc<DkimRecord>)> {
        self.selectors
            .iter()
            .filter_map(|selector| Some((selector, selector.found()?)))
    }

    /// The selectors whose key verifiers can use.
    pub fn usable(&self) -> impl Iterator<Item = (&Selector, &Rc<DkimRecord>)> {
        self.found().filter(|(_, key)| key.outcome == Outcome::Ok)
    }

    /// Whether a made-up selector is answered with a record, so that any selector is.
    pub const fn has_wildcard(&self) -> bool {
        matches!(
            self.control.state,
            RecordState::Published(_) | RecordState::Several(_) | RecordState::OtherText(_)
        )
    }

    /// Whether answers are missing.
    pub fn is_pending(&self) -> bool {
        let mut states = self.selectors.iter().map(|selector| &selector.key.state);
        self.subtree == Subtree::Pending
            || self.control.state == RecordState::Pending
            || states.any(|state| *state == RecordState::Pending)
    }
}

impl Selector {
    /// Its key record, unless it is a wildcard's.
    pub fn found(&self) -> Option<&Rc<DkimRecord>> {
        self.key.record().filter(|_| !self.is_wildcard)
    }
}

impl Tried {
    /// A name for exports.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Visitor => "visitor",
            Self::Vendor(_) => "vendor",
            Self::Common => "common",
        }
    }
}
