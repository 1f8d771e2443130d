//! How messages quote a record and say what becomes of it.

use std::fmt::Write as _;

use crate::record::dmarc::{DmarcRecord, Outcome, is_dmarc};

/// The most characters that a quotation has.
const MOST_CHARACTERS: usize = 60;

/// Quotes a part of a record in a sentence: long parts are cut, and characters outside ASCII are shown as code points.
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

/// Returns what becomes of a record without a usable policy, as the end of a sentence after "so"; `None` if its policy is usable,
/// or if it is not a DMARC record anyway.
pub(in super::super) fn collapse(record: &DmarcRecord) -> Option<&'static str> {
    match record.outcome {
        _ if !is_dmarc(&record.text) => None,
        Outcome::Policy => None,
        Outcome::Monitoring => Some("the whole record counts as p=none"),
        Outcome::Ignored => Some("the record is ignored: it names no usable report address"),
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
