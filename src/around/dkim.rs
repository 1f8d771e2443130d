//! [`Dkim`]: the DKIM keys that were found, and how far one can tell.

use std::rc::Rc;

use super::{Inquiry, RecordAt, RecordState, Subject, Urgency};
use crate::dns::{self, LookupError, Question};
use crate::domain::DomainName;
use crate::record::dkim::{DkimRecord, Outcome, is_dkim, parse};
use crate::senders::{COMMON_SELECTORS, MAX_SELECTORS, Vendor, vendors};

/// How many selectors of the visitor are tried.
const MAX_OWN_SELECTORS: usize = 20;

/// The selectors that were tried, and what can be below `_domainkey` at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dkim {
    /// Whether anything can stand below `_domainkey`.
    pub subtree: Subtree,
    /// What a made-up selector is answered with: anything but "no such name" there comes from a wildcard.
    pub control: RecordAt<DkimRecord>,
    /// The selectors, in the order of trying.
    pub selectors: Vec<Selector>,
    /// What the visitor named and is no selector, or one too many.
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
    /// Everything that is known was to be tried.
    Known,
}

impl Dkim {
    /// Tries selectors: the visitor's own, those of `found`, then common ones, and on request all others.
    pub(super) fn new(
        subject: &Subject<'_>,
        found: &[&'static Vendor],
        inquiry: &Inquiry<'_>,
    ) -> Self {
        let subtree = Subtree::new(subject.domain, inquiry);
        let control = subject
            .domain
            .child(&format!("{}._domainkey", subject.invented_label));
        let control = control.map(Question::txt);
        let wildcard = control
            .as_ref()
            .and_then(|question| inquiry.ask(Urgency::Mail, question));
        let mut trying = Trying {
            subject,
            inquiry,
            wildcard: wildcard.map_or_else(Vec::new, sorted_texts),
            selectors: Vec::new(),
        };
        let mut unusable = Vec::new();
        for typed in subject.selectors {
            match own_selector(typed) {
                Some(selector) if trying.selectors.len() < MAX_OWN_SELECTORS => {
                    trying.add(&selector, Tried::Visitor, usize::MAX);
                }
                _ => unusable.push(typed.clone()),
            }
        }
        // What takes up room in the list takes it from those that come later.
        let limit = trying.selectors.len() + MAX_SELECTORS;
        for vendor in found {
            for selector in &vendor.selectors {
                trying.add(selector, Tried::Vendor(vendor.name), limit);
            }
        }
        if subtree != Subtree::Empty {
            for selector in COMMON_SELECTORS {
                trying.add(selector, Tried::Common, limit);
            }
            if subject.all_selectors {
                for selector in vendors().iter().flat_map(|vendor| &vendor.selectors) {
                    trying.add(selector, Tried::Known, usize::MAX);
                }
            }
        }
        let selectors = trying.selectors;
        Self {
            subtree,
            control: RecordAt::read(
                control.map(|question| question.name),
                wildcard,
                is_dkim,
                parse,
            ),
            selectors,
            unusable,
        }
    }

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

/// Selectors half tried.
struct Trying<'s, 'a> {
    /// Whose they are.
    subject: &'s Subject<'s>,
    /// Knows the answers.
    inquiry: &'s Inquiry<'a>,
    /// The texts that a wildcard answers with, in order; none where there is no wildcard.
    wildcard: Vec<String>,
    /// The selectors so far.
    selectors: Vec<Selector>,
}

impl Trying<'_, '_> {
    /// Tries a selector unless it was tried, or there are `limit` already and it has not been asked for. What was asked
    /// once stays, although the vendors found since then come before it.
    fn add(&mut self, selector: &str, tried: Tried, limit: usize) {
        if self
            .selectors
            .iter()
            .any(|known| known.selector == selector)
        {
            return;
        }
        let name = self.subject.domain.child(&format!("{selector}._domainkey"));
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
fn own_selector(typed: &str) -> Option<String> {
    let typed = typed.trim().to_ascii_lowercase();
    let selector = typed.split("._domainkey").next().unwrap_or_default();
    let is_usual = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let is_selector = selector.chars().all(is_usual)
        && !selector.ends_with('.')
        && DomainName::new(selector).is_ok();
    is_selector.then(|| selector.to_owned())
}

/// The texts of an answer in an order by which equal ones are equal, whatever order they came in.
fn sorted_texts(answer: &dns::Answer) -> Vec<String> {
    let mut texts = answer.texts();
    texts.sort_unstable();
    texts
}

impl Subtree {
    /// Reads the answer about `_domainkey` itself.
    fn new(domain: &DomainName, inquiry: &Inquiry<'_>) -> Self {
        let Some(name) = domain.child("_domainkey") else {
            return Self::NameTooLong;
        };
        match inquiry
            .ask(Urgency::Mail, &Question::txt(name))
            .map(|answer| &answer.outcome)
        {
            None => Self::Pending,
            Some(dns::Outcome::NxDomain) => Self::Empty,
            Some(dns::Outcome::Records(_) | dns::Outcome::NoData) => Self::Exists,
            Some(dns::Outcome::Failed(error)) => Self::CouldNotTell(error.clone()),
        }
    }
}

impl Selector {
    /// Its key record, unless it is a wildcard's.
    pub fn found(&self) -> Option<&Rc<DkimRecord>> {
        self.key.record().filter(|_| !self.is_wildcard)
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
