//! [`Kept`]: a record beside DMARC and SPF as rules look at it, published or not.

use crate::domain::DomainName;
use crate::findings::{About, Hit, Suggestion};
use crate::mail_setup::{RecordAt, Selector};
use crate::record::Span;

/// A record of a kind that has names kept for it, for rules that need nothing but its text.
pub(in crate::findings) struct Kept<'a, T> {
    /// The record.
    pub record: &'a T,
    /// The name it is published at; `None` for a text alone.
    pub name: Option<&'a DomainName>,
    /// What hits speak of.
    about: Option<About>,
    /// Whether another text can be published in its place.
    is_changeable: bool,
}

impl<'a, T> Kept<'a, T> {
    /// A record that is not published yet.
    pub(in crate::findings) const fn draft(record: &'a T) -> Self {
        Self {
            record,
            name: None,
            about: None,
            is_changeable: true,
        }
    }

    /// The record at a name, where there is one.
    pub(in super::super) fn published(at: &'a RecordAt<T>) -> Option<Self> {
        Some(Self {
            record: at.record()?,
            name: Some(at.name.as_ref()?),
            about: None,
            is_changeable: at.aliases.is_empty(),
        })
    }

    /// Where it is, as sentences say it behind what it is.
    pub(in super::super) fn place(&self) -> String {
        self.name
            .map_or_else(String::new, |name| format!(" at {name}"))
    }

    /// A hit at a place of the record. In a report, whose places are those of the DMARC record, it has none.
    pub(in super::super) fn hit(&self, span: Option<Span>, message: String) -> Hit {
        Hit {
            message,
            span: span.filter(|_| self.name.is_none()),
            suggestion: None,
            about: self.about.clone().into_iter().collect(),
        }
    }

    /// Another text to publish in its place; `None` where an alias leads to what is not the owner's to change.
    pub(in super::super) fn instead(&self, text: impl Into<String>) -> Option<Suggestion> {
        self.is_changeable.then(|| Suggestion {
            name: self.name.cloned(),
            text: text.into(),
        })
    }
}

impl<'a> Kept<'a, crate::record::dkim::DkimRecord> {
    /// The key at a selector.
    pub(in super::super) fn key(selector: &'a Selector) -> Option<Self> {
        let about = About::Selector(selector.selector.clone());
        Some(Self {
            record: selector.found()?,
            about: Some(about),
            ..Self::published(&selector.key)?
        })
    }
}

/// Lets a rule look at the record at a name.
pub(in crate::findings) fn in_record<T>(
    at: &RecordAt<T>,
    find: fn(&Kept<T>) -> Vec<Hit>,
) -> Vec<Hit> {
    Kept::published(at).map_or_else(Vec::new, |kept| find(&kept))
}
