//! How messages quote a record and name what becomes of it.

use std::fmt::Write as _;

use crate::record::dmarc::{DmarcRecord, Outcome, is_dmarc};

/// The most characters of a quotation.
const MOST_CHARACTERS: usize = 60;

/// A part of a record as a sentence quotes it: cut when it is long, with code points in place of characters
/// that are not ASCII.
pub(in super::super) fn shown(part: &str) -> String {
    let mut text = String::new();
    for (count, c) in part.chars().enumerate() {
        if count == MOST_CHARACTERS {
            text.push('…');
            break;
        }
        if matches!(c, ' '..='~') {
            text.push(c);
        } else {
            let _ = write!(text, "<U+{:04X}>", u32::from(c));
        }
    }
    text
}

/// What becomes of a record without a usable policy, as the end of a sentence after "so"; `None` when it is no
/// DMARC record anyway, or when its policy is usable.
pub(in super::super) fn collapse(record: &DmarcRecord) -> Option<&'static str> {
    match record.outcome {
        _ if !is_dmarc(&record.text) => None,
        Outcome::Policy => None,
        Outcome::Monitoring => Some("the whole record counts as p=none"),
        Outcome::Ignored => {
            Some("the record does not count at all, as it names no usable report address")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotations_are_short_and_visible() {
        assert_eq!(shown("p=\u{202e}none\t"), "p=<U+202E>none<U+0009>");
        assert_eq!(shown(&"a".repeat(61)), format!("{}…", "a".repeat(60)));
    }
}
