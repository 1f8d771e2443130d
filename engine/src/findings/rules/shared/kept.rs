//! [`Kept`]: a record other than DMARC or SPF, as rules examine it, published or not.

use crate::domain::DomainName;
use crate::findings::{About, Hit, Suggestion};
use crate::mail_setup::{RecordAt, Selector};
use crate::record::Span;

/// A record of a kind with names reserved for it, for rules that need only its text.
pub(in crate::findings) struct Kept<'a, T> {
    /// The parsed record.
    pub record: &'a T,
    /// Where it is published; `None` for a text alone.
    pub name: Option<&'a DomainName>,
    /// What its hits are about.
    about: Option<About>,
    /// Whether the owner can publish another text in its place.
    is_changeable: bool,
}

impl<'a, T> Kept<'a, T> {
    /// Wraps a record that is not published yet.
    pub(in crate::findings) const fn draft(record: &'a T) -> Self {
        Self {
            record,
            name: None,
            about: None,
            is_changeable: true,
        }
    }

    /// Wraps the record published at a name, if there is one.
    pub(in super::super) fn published(at: &'a RecordAt<T>) -> Option<Self> {
        Some(Self {
            record: at.record()?,
            name: Some(at.name.as_ref()?),
            about: None,
            is_changeable: at.aliases.is_empty(),
        })
    }

    /// Returns " at" and the name, to follow the record's name in a sentence; empty for a draft.
    pub(in super::super) fn place(&self) -> String {
        self.name
            .map_or_else(String::new, |name| format!(" at {name}"))
    }

    /// Creates a hit about a part of the record. For a published record the place is dropped, since a report's spans refer to the
    /// DMARC record.
    pub(in super::super) fn hit(&self, span: Option<Span>, message: String) -> Hit {
        Hit {
            message,
            span: span.filter(|_| self.name.is_none()),
            suggestion: None,
            about: self.about.clone().into_iter().collect(),
        }
    }

    /// Suggests another text in its place; `None` if an alias leads to a record that the owner cannot change.
    pub(in super::super) fn instead(&self, text: impl Into<String>) -> Option<Suggestion> {
        self.is_changeable.then(|| Suggestion {
            name: self.name.cloned(),
            text: text.into(),
        })
    }
}

impl<'a> Kept<'a, crate::record::dkim::DkimRecord> {
    /// Wraps the key at a selector, if there is one.
    pub(in super::super) fn key(selector: &'a Selector) -> Option<Self> {
        let about = About::Selector(selector.selector.clone());
        Some(Self {
            record: selector.found()?,
            about: Some(about),
            ..Self::published(&selector.key)?
        })
    }
}

/// Runs a rule on the record at a name.
pub(in crate::findings) fn in_record<T>(
    at: &RecordAt<T>,
    find: fn(&Kept<T>) -> Vec<Hit>,
) -> Vec<Hit> {
    Kept::published(at).map_or_else(Vec::new, |kept| find(&kept))
}
