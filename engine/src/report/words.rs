//! Helpers for sentences that several sections share.

use std::borrow::Cow;
use std::fmt::Write as _;

/// How many characters of a text from DNS a sentence quotes.
const SHOWN: usize = 80;

/// A number with its noun in the right form, such as “2 hosts”.
pub fn counted(count: usize, one: &str, several: &str) -> String {
    let noun = if count == 1 { one } else { several };
    format!("{} {noun}", grouped(count as u64))
}

/// A TTL in words, rounded up: in seconds below two minutes, in days from two days on.
pub(super) fn in_words(seconds: u32) -> String {
    let (count, unit) = match seconds {
        0..=119 => (seconds, "second"),
        120..=3599 => (seconds.div_ceil(60), "minute"),
        3600..=172_799 => (seconds.div_ceil(3600), "hour"),
        _ => (seconds.div_ceil(86_400), "day"),
    };
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {unit}{plural}")
}

/// A number with a comma between groups of thousands.
pub(super) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// The parts joined with commas and a final “and”; `None` for an empty list.
pub(super) fn joined(parts: &[String]) -> Option<String> {
    let (last, others) = parts.split_last()?;
    if others.is_empty() {
        return Some(last.clone());
    }
    Some(format!("{} and {last}", others.join(", ")))
}

/// A text from DNS, shortened to fit into a sentence.
pub(super) fn shown(text: &str) -> String {
    let mut shown: String = text.chars().take(SHOWN).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    shown
}

/// The longest word that a sentence keeps whole, in octets: enough for the longest DNS name.
const LONGEST_WORD: usize = 255;

/// The longest sentence that is shown in full, in octets.
const LONGEST: usize = 1200;

/// A sentence, shortened to a length that people read. What it quotes from DNS may have 60,000 characters, and laying
/// that out takes a browser seconds.
pub fn excerpt(text: &str) -> Cow<'_, str> {
    let is_long = |word: &str| word.len() > LONGEST_WORD;
    if text.len() <= LONGEST && !text.split(' ').any(is_long) {
        return Cow::Borrowed(text);
    }
    let (start, is_cut) = cut(text, LONGEST);
    let words = start.split(' ').map(|word| match cut(word, LONGEST_WORD) {
        (word, true) => format!("{word}…"),
        (word, false) => word.to_owned(),
    });
    let mut excerpt = words.collect::<Vec<_>>().join(" ");
    if is_cut && !excerpt.ends_with('…') {
        excerpt.push('…');
    }
    Cow::Owned(excerpt)
}

/// The start of a text, at most `most` octets long, and whether anything was cut off.
pub fn cut(text: &str, most: usize) -> (&str, bool) {
    let start = text.get(..text.floor_char_boundary(most)).unwrap_or(text);
    (start, start.len() < text.len())
}

/// A text from DNS on one line. Characters that are invisible, break lines or reorder others are replaced by their code
/// points, so that people read the same text as receivers do.
pub fn visible(text: &str) -> Cow<'_, str> {
    let is_hidden = |c: char| c.is_control() || is_invisible(c);
    if !text.contains(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if is_hidden(c) {
            // Writing to a string cannot fail.
            let _ = write!(out, "[U+{:04X}]", u32::from(c));
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// Whether a character is invisible, breaks lines, or reorders others.
const fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{115f}'
            | '\u{1160}'
            | '\u{17b4}'
            | '\u{17b5}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{ffa0}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

/// The text with its first letter in upper case.
pub(super) fn capitalized(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_ascii_uppercase().to_string() + chars.as_str(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_where_nobody_reads_on() {
        let plain = "Receivers ask. ".repeat(20);
        assert_eq!(excerpt(&plain), plain);
        let word = excerpt(&format!("Remove {} first.", "ü".repeat(30_000))).into_owned();
        assert!(word.len() < 300 && word.starts_with("Remove üü"), "{word}");
        assert!(word.ends_with('…'), "{word}");
        let word = excerpt(&format!("Remove {} first.", "a".repeat(600))).into_owned();
        assert!(word.ends_with("aaa… first."), "{word}");
        let words = excerpt(&"ip4:192.0.2.1 ".repeat(4_000)).into_owned();
        assert!(words.len() < 1_300 && words.ends_with('…'), "{words}");
    }

    #[test]
    fn numbers_are_grouped() {
        let groups = [0, 999, 1000, 65_536, 4_294_967_296].map(grouped);
        assert_eq!(groups, ["0", "999", "1,000", "65,536", "4,294,967,296"]);
    }
}
