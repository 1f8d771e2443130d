//! [`Selector`]: one DKIM selector, and what is published there.

use crate::record::order;
use std::rc::Rc;

use super::{Inquiry, RecordAt, RecordState, Urgency};
use crate::dns::{Answer, Question};
use crate::domain::DomainName;
use crate::record::dkim::{DkimRecord, is_dkim, parse};

/// A DKIM selector that was tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selector {
    /// The selector, of one or more labels.
    pub selector: String,
    /// Why it was tried.
    pub tried: Tried,
    /// What is published there. The last alias shows whose key it is.
    pub key: RecordAt<DkimRecord>,
    /// Whether the answer comes from a wildcard and therefore says nothing about this selector. Also true if that is unknown,
    /// because the control query failed.
    pub is_wildcard: bool,
}

/// Why a selector was tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tried {
    /// The visitor entered it.
    Visitor,
    /// A vendor that was found uses it; holds the vendor's name.
    Vendor(&'static str),
    /// It is a common selector.
    Common,
    /// Every known selector was to be tried.
    Known,
}

impl Selector {
    /// Returns its key record, unless that comes from a wildcard.
    pub fn found(&self) -> Option<&Rc<DkimRecord>> {
        self.key.record().filter(|_| !self.is_wildcard)
    }

    /// Whether its answer proves that there is no wildcard. A wildcard would have answered for this name, which does not exist
    /// ([RFC 4592, section 2.1.1](https://www.rfc-editor.org/rfc/rfc4592#section-2.1.1)).
    pub(super) fn denies_wildcard(&self) -> bool {
        let is_one_label = !self.selector.contains('.');
        is_one_label && self.key.state == RecordState::NxDomain && self.key.aliases.is_empty()
    }

    /// Whether any text is published there.
    pub(super) const fn has_text(&self) -> bool {
        matches!(
            self.key.state,
            RecordState::Published(_) | RecordState::Several(_) | RecordState::OtherText(_)
        )
    }
}

impl Tried {
    /// Returns how urgent the query is.
    const fn urgency(self) -> Urgency {
        match self {
            Self::Visitor => Urgency::OwnSelector,
            Self::Vendor(_) => Urgency::VendorSelector,
            Self::Common | Self::Known => Urgency::CommonSelector,
        }
    }

    /// Returns the identifier used in exports.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Visitor => "visitor",
            Self::Vendor(_) => "vendor",
            Self::Common => "common",
            Self::Known => "known",
        }
    }
}

/// Collects selectors while they are tried.
pub(super) struct Trying<'s, 'a> {
    /// The domain that the selectors belong to.
    domain: &'s DomainName,
    /// Gives access to the answers.
    inquiry: &'s Inquiry<'a>,
    /// The sorted texts of a wildcard's answer; empty without a wildcard.
    wildcard: Vec<String>,
    /// The selectors tried so far.
    pub(super) selectors: Vec<Selector>,
}

impl<'s, 'a> Trying<'s, 'a> {
    /// Starts without any selector. `control` is the answer for a made-up selector.
    pub(super) fn new(
        domain: &'s DomainName,
        inquiry: &'s Inquiry<'a>,
        control: Option<&Answer>,
    ) -> Self {
        Self {
            domain,
            inquiry,
            wildcard: control.map_or_else(Vec::new, sorted_texts),
            selectors: Vec::new(),
        }
    }

    /// Tries a selector, unless it was tried before or would be a new query beyond `limit`.
    ///
    /// A selector that was queried once stays, even if vendors found since then come before it.
    pub(super) fn add(&mut self, selector: &str, tried: Tried, limit: usize) {
        if self
            .selectors
            .iter()
            .any(|known| known.selector == selector)
        {
            return;
        }
        let name = self.domain.child(&format!("{selector}._domainkey"));
        let question = name.clone().map(Question::txt);
        let mut answer = question
            .as_ref()
            .and_then(|question| self.inquiry.peek(question));
        if answer.is_none() {
            if self.selectors.len() >= limit {
                return;
            }
            let urgency = tried.urgency();
            answer = question.and_then(|question| self.inquiry.ask(urgency, &question));
        }
        self.selectors.push(Selector {
            selector: selector.to_owned(),
            tried,
            is_wildcard: !self.wildcard.is_empty()
                && answer.is_some_and(|answer| sorted_texts(answer) == self.wildcard),
            key: RecordAt::read(name, answer, is_dkim, parse),
        });
    }
}

/// Extracts the selector from what a visitor typed, which may be the full name of a key. A selector has one or more labels of
/// letters, digits, hyphens and underscores ([RFC 6376, section 3.1](https://www.rfc-editor.org/rfc/rfc6376#section-3.1)).
pub(super) fn own_selector(typed: &str) -> Option<String> {
    let typed = typed.trim().to_ascii_lowercase();
    let selector = typed.split("._domainkey").next().unwrap_or_default();
    let is_usual = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let is_selector = selector.chars().all(is_usual)
        && !selector.ends_with('.')
        && DomainName::new(selector).is_ok();
    is_selector.then(|| selector.to_owned())
}

/// Returns the texts of an answer sorted, so that equal answers compare equal in any order.
fn sorted_texts(answer: &Answer) -> Vec<String> {
    let mut texts = answer.texts();
    order::sort(&mut texts);
    texts
}
