//! The DKIM selectors that were tried, and what was found.

use serde::Serialize;

use super::mail_setup::{RecordAtJson, record_at};
use super::{DkimJson, dkim};
use crate::mail_setup::{Dkim, RecordState, Selector, Subtree, Tried};

/// The DKIM selectors that were tried.
#[derive(Debug, Clone, Serialize)]
pub(super) struct DkimKeysJson {
    /// Whether `_domainkey` exists, without which there is no key; null when that is not known.
    exists: Option<bool>,
    /// Why that could not be asked.
    error: Option<String>,
    /// Whether a made-up selector is answered with a key as well; null when that is not known.
    wildcard: Option<bool>,
    /// The selectors that have a key record, usable or not, wildcards left out. That it is empty never means that
    /// there are none, unless `exists` is false.
    found: Vec<String>,
    /// The selectors, in the order of trying.
    selectors: Vec<SelectorJson>,
    /// What the visitor named and is no selector, or one too many.
    unusable: Vec<String>,
}

/// A selector.
#[derive(Debug, Clone, Serialize)]
struct SelectorJson {
    /// The selector.
    selector: String,
    /// Why it was tried: `visitor`, `vendor`, `common` or `known`.
    tried: &'static str,
    /// The vendor that uses it, where that is why.
    vendor: Option<&'static str>,
    /// Whether the answer is a wildcard's, so that it says nothing about this selector; also where it may be, since it is
    /// not known whether there is a wildcard.
    wildcard: bool,
    /// What is there.
    key: RecordAtJson<DkimJson>,
}

/// The twin of the selectors.
pub(super) fn dkim_keys(keys: &Dkim) -> DkimKeysJson {
    let (exists, error) = match &keys.subtree {
        Subtree::Exists => (Some(true), None),
        Subtree::Empty | Subtree::NameTooLong => (Some(false), None),
        Subtree::Pending => (None, None),
        Subtree::CouldNotTell(error) => (None, Some(error.to_string())),
    };
    let control = &keys.control.state;
    let is_known = !control.is_unknown() && *control != RecordState::NameTooLong;
    DkimKeysJson {
        exists,
        error,
        wildcard: is_known.then(|| keys.has_wildcard()),
        found: keys
            .found()
            .map(|(selector, _)| selector.selector.clone())
            .collect(),
        selectors: keys.selectors.iter().map(selector).collect(),
        unusable: keys.unusable.clone(),
    }
}

/// The twin of a selector.
fn selector(selector: &Selector) -> SelectorJson {
    SelectorJson {
        selector: selector.selector.clone(),
        tried: selector.tried.as_str(),
        vendor: match selector.tried {
            Tried::Vendor(vendor) => Some(vendor),
            _ => None,
        },
        wildcard: selector.is_wildcard,
        key: record_at(&selector.key, dkim),
    }
}
