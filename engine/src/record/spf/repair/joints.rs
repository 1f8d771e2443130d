//! Finds where a record's character-strings meet without the blank that should separate two terms.

use super::terms::{is_all, is_sound};

/// The most strings that are examined. A hostile record has thousands.
const MOST: usize = 100;

/// The positions in the joined text where two strings meet that each have a term there. Receivers join strings without
/// a blank ([RFC 7208, section 3.3](https://www.rfc-editor.org/rfc/rfc7208#section-3.3)), so they read both as one
/// term.
pub fn joints(strings: &[String]) -> Vec<usize> {
    let mut joints = Vec::new();
    let mut at = 0;
    for pair in strings.windows(2).take(MOST) {
        let [first, second] = pair else {
            continue;
        };
        at += first.len();
        let before = first.rsplit(' ').next().unwrap_or_default();
        let behind = second.split(' ').next().unwrap_or_default();
        let is_version = at == first.len() && before.eq_ignore_ascii_case("v=spf1");
        if (is_version || is_term(before)) && is_term(behind) {
            joints.push(at);
        }
    }
    joints
}

/// Joins the strings, with a blank at each of these positions.
pub fn parted(strings: &[String], joints: &[usize]) -> String {
    let mut text = strings.concat();
    for joint in joints.iter().rev() {
        if text.is_char_boundary(*joint) {
            text.insert(*joint, ' ');
        }
    }
    text
}

/// Whether a word is a term. Single letters don't count, because they may be part of a name.
fn is_term(word: &str) -> bool {
    word.len() > 1 && (is_sound(word) || (is_all(word) && word.starts_with(['+', '-', '~', '?'])))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn parts(strings: &[&str], expected: &str) {
        let strings: Vec<_> = strings.iter().map(|&text| text.to_owned()).collect();
        assert_eq!(parted(&strings, &joints(&strings)), expected);
    }

    #[test]
    fn blanks_go_where_two_terms_meet() {
        parts(
            &["v=spf1 mx include:a.example", "include:b.example -all"],
            "v=spf1 mx include:a.example include:b.example -all",
        );
        parts(
            &["v=spf1", "include:a.example", "~all"],
            "v=spf1 include:a.example ~all",
        );
        parts(
            &["v=spf1 ip4:192.0.2.1", "0 inclu", "de:a.example -all"],
            "v=spf1 ip4:192.0.2.10 include:a.example -all",
        );
        parts(&["v=spf1 a:smtp.c", "all -all"], "v=spf1 a:smtp.call -all");
    }
}
