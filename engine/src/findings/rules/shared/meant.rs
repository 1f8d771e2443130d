//! Guesses what was meant by a character that does not belong there.

use crate::record::meant::{ascii_for, is_superfluous};

/// Returns the text in printable ASCII, without blanks at the end; `None` if a character has no obvious replacement.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ascii_in_place_of_what_looks_like_it() {
        assert_eq!(
            in_ascii("v=DMARC1\u{ff1b}\u{a0}\u{440}=\u{201c}none\u{201d}\r\n").as_deref(),
            Some("v=DMARC1; p=none")
        );
        assert_eq!(in_ascii("\u{fc}"), None);
    }
}
