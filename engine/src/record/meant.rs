//! Guesses what a wrong character or word was meant to be.

/// Whether two words differ by one letter that is inserted, missing or replaced, or by two adjacent letters that are
/// swapped. Case is ignored.
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

/// The printable ASCII character that this lookalike was meant to be.
pub(crate) fn ascii_for(c: char) -> Option<char> {
    Some(match c {
        '\u{2018}' | '\u{2019}' => '\'',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        '\u{2dc}' | '\u{223c}' => '~',
        '\u{37e}' => ';',
        // Full-width forms are in ASCII order.
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

/// Whether a character should be removed: it is invisible, or a curly quotation mark.
pub(crate) fn is_superfluous(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{201c}'..='\u{201f}')
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
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
}
