//! What was likely meant by a word or a character that is not what it should be.

use crate::record::dmarc::Policy;

/// Whether two words differ by one letter that is added, left out or replaced, or by two neighbors that are
/// swapped. Case does not count.
pub(in super::super) fn is_near(one: &str, other: &str) -> bool {
    let same = |pair: &(&u8, &u8)| pair.0.eq_ignore_ascii_case(pair.1);
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let start = one.iter().zip(other).take_while(same).count();
    let one = one.get(start..).unwrap_or_default();
    let other = other.get(start..).unwrap_or_default();
    let end = one.iter().rev().zip(other.iter().rev());
    let end = end.take_while(same).count();
    let one = one.get(..one.len() - end).unwrap_or_default();
    let other = other.get(..other.len() - end).unwrap_or_default();
    match (one, other) {
        ([_], [] | [_]) | ([], [_]) => true,
        ([a, b], [c, d]) => same(&(a, d)) && same(&(b, c)),
        _ => false,
    }
}

/// The policy that was likely meant by a word that is none.
pub(in super::super) fn nearest_policy(word: &str) -> Option<Policy> {
    let word = word.to_ascii_lowercase();
    let is_word = word.len() <= 14 && word.bytes().all(|b| b.is_ascii_alphabetic());
    [
        (Policy::None, "none"),
        (Policy::Quarantine, "quar"),
        (Policy::Reject, "rej"),
    ]
    .into_iter()
    .find(|(policy, start)| is_word && (word.starts_with(start) || is_near(&word, policy.as_str())))
    .map(|(policy, _)| policy)
}

/// The text in printable ASCII; `None` when a character has no obvious replacement. Blanks at the end are left
/// out.
pub(in super::super) fn in_ascii(text: &str) -> Option<String> {
    let mut ascii = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            ' '..='~' => ascii.push(c),
            c if c.is_whitespace() && ascii.ends_with(' ') => {}
            c if c.is_whitespace() => ascii.push(' '),
            c if is_superfluous(c) => {}
            c => ascii.push(ascii_for(c)?),
        }
    }
    ascii.truncate(ascii.trim_end().len());
    Some(ascii)
}

/// Whether a character should not be there at all: it cannot be seen, or it is a curly quotation mark.
fn is_superfluous(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{201c}'..='\u{201f}')
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// The character that was meant by one that looks like it.
fn ascii_for(c: char) -> Option<char> {
    Some(match c {
        '\u{2018}' | '\u{2019}' => '\'',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        '\u{37e}' => ';',
        // The full-width forms are in the order of ASCII.
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0)?,
        // Cyrillic letters that look like Latin ones.
        '\u{430}' => 'a',
        '\u{435}' => 'e',
        '\u{43e}' => 'o',
        '\u{440}' => 'p',
        '\u{441}' => 'c',
        '\u{443}' => 'y',
        '\u{455}' => 's',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_words() {
        for (one, other) in [
            ("rau", "rua"),
            ("adikm", "adkim"),
            ("ru", "RUA"),
            ("rrua", "rua"),
            ("rug", "rua"),
        ] {
            assert!(is_near(one, other), "{one} {other}");
        }
        for (one, other) in [("rua", "rua"), ("rua", "Rua"), ("ar", "rua"), ("", "rua")] {
            assert!(!is_near(one, other), "{one} {other}");
        }
    }

    #[test]
    fn policies_by_the_look() {
        assert_eq!(nearest_policy("Quarantin"), Some(Policy::Quarantine));
        assert_eq!(nearest_policy("rejcet"), Some(Policy::Reject));
        assert_eq!(nearest_policy("monitor"), None);
        assert_eq!(nearest_policy("nome"), Some(Policy::None));
        assert_eq!(nearest_policy(""), None);
        assert_eq!(nearest_policy("reject x"), None);
    }

    #[test]
    fn ascii_in_place_of_what_looks_like_it() {
        assert_eq!(
            in_ascii("v=DMARC1\u{ff1b}\u{a0}\u{440}=\u{201c}none\u{201d}\r\n").as_deref(),
            Some("v=DMARC1; p=none")
        );
        assert_eq!(in_ascii("\u{fc}"), None);
    }
}
