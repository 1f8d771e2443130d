//! [`Selector`]: one DKIM selector, and what stands there.

use crate::record::order;
use std::rc::Rc;

use super::{Inquiry, RecordAt, RecordState, Urgency};
use crate::dns::{Answer, Question};
use crate::domain::DomainName;
use crate::record::dkim::{DkimRecord, is_dkim, parse};

/// A selector that was tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selector {
    /// The selector, one label or several.
    pub selector: String,
    /// Why it was tried.
    pub tried: Tried,
    /// What stands there. The last alias shows whose key it is.
    pub key: RecordAt<DkimRecord>,
    /// Whether the answer is the wildcard's, so that it says nothing about this selector; also where it may be, since the
    /// control question failed.
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
    /// Everything that is known was to be tried.
    Known,
}

impl Selector {
    /// Its key record, unless it is a wildcard's.
    pub fn found(&self) -> Option<&Rc<DkimRecord>> {
        self.key.record().filter(|_| !self.is_wildcard)
    }

    /// Whether it shows that there is no wildcard: one would answer for this name, which does not exist
    /// ([RFC 4592, section 2.1.1](https://www.rfc-editor.org/rfc/rfc4592#section-2.1.1)).
    pub(super) fn denies_wildcard(&self) -> bool {
        let is_one_label = !self.selector.contains('.');
        is_one_label && self.key.state == RecordState::NxDomain && self.key.aliases.is_empty()
    }

    /// Whether any text stands there.
    pub(super) const fn has_text(&self) -> bool {
        matches!(
            self.key.state,
            RecordState::Published(_) | RecordState::Several(_) | RecordState::OtherText(_)
        )
    }
}

impl Tried {
    /// How urgent the question is.
    const fn urgency(self) -> Urgency {
        match self {
            Self::Visitor => Urgency::OwnSelector,
            Self::Vendor(_) => Urgency::VendorSelector,
            Self::Common | Self::Known => Urgency::CommonSelector,
        }
    }

    /// A name for exports.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Visitor => "visitor",
            Self::Vendor(_) => "vendor",
            Self::Common => "common",
            Self::Known => "known",
        }
    }
}

/// Selectors half tried.
pub(super) struct Trying<'s, 'a> {
    /// Whose they are.
    domain: &'s DomainName,
    /// Knows the answers.
    inquiry: &'s Inquiry<'a>,
    /// The texts that a wildcard answers with, in order; none where there is no wildcard.
    wildcard: Vec<String>,
    /// The selectors so far.
    pub(super) selectors: Vec<Selector>,
}

impl<'s, 'a> Trying<'s, 'a> {
    /// Nothing tried yet. `control` is the answer about a made-up selector.
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

    /// Tries a selector unless it was tried, or there are `limit` already and it has not been asked for. What was asked
    /// once stays, although the vendors found since then come before it.
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

/// The selector in what a visitor typed, which may be the whole name of a key: one label or several, of letters, digits,
/// hyphens and underscores ([RFC 6376, section 3.1](https://www.rfc-editor.org/rfc/rfc6376#section-3.1)).
pub(super) fn own_selector(typed: &str) -> Option<String> {
    let typed = typed.trim().to_ascii_lowercase();
    let selector = typed.split("._domainkey").next().unwrap_or_default();
    let is_usual = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let is_selector = selector.chars().all(is_usual)
        && !selector.ends_with('.')
        && DomainName::new(selector).is_ok();
    is_selector.then(|| selector.to_owned())
}

/// The texts of an answer in an order by which equal ones are equal, whatever order they came in.
fn sorted_texts(answer: &Answer) -> Vec<String> {
    let mut texts = answer.texts();
    order::sort(&mut texts);
    texts
}
