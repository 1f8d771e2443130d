//! Repairs broken records ([RFC 9989, section 4.8](https://www.rfc-editor.org/rfc/rfc9989#section-4.8) defines the
//! correct form).
//!
//! [`repair`] reads a text as its author meant it, corrects every slip at once, and parses the result again before it
//! offers it. If more than one reading is possible, it offers nothing, and [`readings`] lists how receivers differ.
//! [`tidy`], [`DmarcRecord::edited`] and [`merged`] rewrite valid records.
//!
//! # What it never does
//!
//! It never invents an address, and never loses one that can be read. It never asks for more or less than can be read
//! from `p`, `sp` and `np`, never for stricter alignment, and never adds `psd`.

mod addresses;
mod clean;
mod draft;
mod edited;
mod pieces;
mod readings;
mod resolve;
mod slip;
mod tag_values;
mod words;

pub use edited::{Merged, merged, tidy};
pub use readings::{Manner, Reading, readings};
pub use slip::{Edit, Repair, Slip};
pub(crate) use words::quoting;

use crate::record::order;
use draft::Draft;
use resolve::Resolved;

use super::{
    DmarcRecord, Outcome, ProblemKind, ReportUri, TagName, Value, is_dmarc, parse, resembles_dmarc,
};
use crate::record::Span;

/// Rewrites a text as it was meant; `None` if there is nothing to repair or the meaning is unclear.
///
/// # Example
///
/// ```
/// use dmarc_engine::record::dmarc::repair;
///
/// let repaired = repair("v=dmarc1 p=rejct; rua=dmarc@example.com").map(|repair| repair.text);
/// assert_eq!(repaired.as_deref(), Some("v=DMARC1; p=reject; rua=mailto:dmarc@example.com"));
///
/// assert!(repair("v=DMARC1; p=none; p=reject").is_none());
/// assert!(repair("v=DMARC1; p=none").is_none());
/// ```
pub fn repair(text: &str) -> Option<Repair> {
    let before = parse(text);
    let mut draft = Draft::read(text);
    let mut resolved = Resolved::of(&mut draft);
    resolved.add_policy(&mut draft);
    if is_dmarc(text) {
        resolved.keep_alignment_of(&before);
    }
    let has_mistake = draft.edits.iter().any(|edit| edit.kind.is_mistake());
    let is_meant =
        is_dmarc(text) || resembles_dmarc(text) || draft.version != draft::VersionAt::Nowhere;
    if !resolved.is_certain || !has_mistake || !is_meant {
        return None;
    }
    for name in resolved.drop_without_effect() {
        let place = draft.values_of(name).next().map(|(_, span)| span);
        let span = place.unwrap_or(Span::new(0, 0));
        let kind = Slip::WithoutEffect(name);
        draft.edits.push(Edit { span, kind });
    }
    if !resolved.is_policy_first() {
        let span = Span::new(0, 0);
        let place = draft
            .values_of(TagName::Policy)
            .next()
            .map(|(_, span)| span);
        let span = place.unwrap_or(span);
        let kind = Slip::PolicyNotSecond;
        draft.edits.push(Edit { span, kind });
    }
    let repaired = resolved.text();
    let mut edits = draft.edits;
    order::sort_by_key(&mut edits, |edit| edit.span);
    edits.dedup();
    keeps(&before, &parse(&repaired)).then_some(Repair {
        text: repaired,
        edits,
        lacks_address: resolved.lacks_address,
    })
}

/// Whether [`repair`] leaves the text's mistakes alone because it may have been meant in more than one way.
pub fn is_unclear(text: &str) -> bool {
    let mut draft = Draft::read(text);
    let mut resolved = Resolved::of(&mut draft);
    resolved.add_policy(&mut draft);
    let has_mistake = draft.edits.iter().any(|edit| edit.kind.is_mistake());
    (has_mistake || !resolved.is_certain) && repair(text).is_none()
}

/// Whether the second record is clean and keeps everything that receivers see in the first.
fn keeps(before: &DmarcRecord, after: &DmarcRecord) -> bool {
    let is_clean = after
        .problems
        .iter()
        .all(|problem| problem.kind == ProblemKind::HistoricTag(TagName::Percentage));
    let keeps_addresses =
        before
            .report_uris()
            .filter(|(_, uri)| uri.is_mailto())
            .all(|(name, uri)| {
                after
                    .report_uris()
                    .any(|(other, kept)| name == other && is_same(uri, kept))
            });
    let is_whole = before.outcome == Outcome::Policy
        && before.tags.iter().all(|tag| tag.value != Value::Overridden);
    let keeps_policies = !is_whole
        || (before.policy.value == after.policy.value
            && before.subdomain_policy.value == after.subdomain_policy.value
            && before.nonexistent_policy.value == after.nonexistent_policy.value);
    is_clean && after.outcome == Outcome::Policy && keeps_addresses && keeps_policies
}

/// Whether two URIs name the same mailbox.
fn is_same(one: &ReportUri, other: &ReportUri) -> bool {
    // Leading slashes belong to an intended scheme, not to the mailbox.
    let plain = |uri: &ReportUri| {
        let address = uri.address.as_deref()?.trim_start_matches('/');
        Some(address.to_ascii_lowercase())
    };
    plain(one) == plain(other)
}

#[cfg(test)]
mod tests;
