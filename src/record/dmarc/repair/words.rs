//! What was likely meant by a word that is not what it should be.

use crate::record::dmarc::Policy;

/// Whether two words differ by one letter that is added, left out or replaced, or by two neighbors that are
/// swapped. Case does not count.
pub(crate) fn is_near(one: &str, other: &str) -> bool {
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
pub(crate) fn nearest_policy(word: &str) -> Option<Policy> {
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

/// The character in printable ASCII that was meant by one that looks like it.
pub(crate) fn ascii_for(c: char) -> Option<char> {
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

/// Whether a character should not be there at all: it cannot be seen, or it is a curly quotation mark.
pub(crate) fn is_superfluous(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{201c}'..='\u{201f}')
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// The quotation marks, backslashes and HTML quotation marks in a text, and apostrophes around it.
pub(crate) fn quoting(text: &str) -> Vec<crate::record::Span> {
    let is_around = |mark: char| text.len() > 1 && text.starts_with(mark) && text.ends_with(mark);
    let has_apostrophes = is_around('\'') || is_around('`');
    let length = |start: usize, c: char| match c {
        '"' | '\\' => 1,
        '&' => {
            let rest = text.get(start..).unwrap_or_default();
            let mark = ["&quot;", "&#34;"]
                .into_iter()
                .find(|mark| rest.starts_with(mark));
            mark.map_or(0, str::len)
        }
        '\'' | '`' if has_apostrophes && (start == 0 || start == text.len() - 1) => 1,
        _ => 0,
    };
    text.char_indices()
        .map(|(start, c)| crate::record::Span::new(start, start + length(start, c)))
        .filter(|span| !span.is_empty())
        .collect()
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
    fn quoting_is_found_where_it_stands() {
        let spans = quoting("'&quot;v\\;'");
        let ends: Vec<_> = spans.iter().map(|span| (span.start, span.end)).collect();
        assert_eq!(ends, [(0, 1), (1, 7), (8, 9), (10, 11)]);
        assert_eq!(quoting("o'hara"), []);
    }
}
