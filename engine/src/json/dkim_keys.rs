//! The JSON form of the DKIM selectors tried and of their keys.

use serde::Serialize;

use super::mail_setup::{RecordAtJson, record_at};
use super::{DkimJson, dkim};
use crate::mail_setup::{Dkim, RecordState, Selector, Subtree, Tried};

/// The DKIM selectors that were tried.
#[derive(Debug, Clone, Serialize)]
pub(super) struct DkimKeysJson {
    /// Whether `_domainkey` exists, without which there can't be any keys; null if that is not known.
    exists: Option<bool>,
    /// Why the query for `_domainkey` failed.
    error: Option<String>,
    /// Whether an invented selector returns a key as well; null if that is not known.
    wildcard: Option<bool>,
    /// The selectors with a key record, usable or not, except wildcard answers. An empty list does not mean that there
    /// are no keys, unless `exists` is false.
    found: Vec<String>,
    /// The selectors, in the order in which they were tried.
    selectors: Vec<SelectorJson>,
    /// The visitor's entries that are not valid selectors or exceed the limit.
    unusable: Vec<String>,
}

/// A selector and its key.
#[derive(Debug, Clone, Serialize)]
struct SelectorJson {
    /// The selector's labels, without `._domainkey`.
    selector: String,
    /// Why it was tried: `visitor`, `vendor`, `common` or `known`.
    tried: &'static str,
    /// The vendor that uses it, if that is why it was tried.
    vendor: Option<&'static str>,
    /// Whether the answer comes from a wildcard and so says nothing about this selector. Also true if it may, because
    /// it is not known whether there is a wildcard.
    wildcard: bool,
    /// What was found at its name.
    key: RecordAtJson<DkimJson>,
}

/// Converts the selectors tried.
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

/// Converts a selector.
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
