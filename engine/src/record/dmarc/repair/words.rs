//! Finds the policy that a misspelled word most likely means, and the quotation marks around a record.

use crate::record::Span;
use crate::record::dmarc::Policy;
use crate::record::meant::is_near;

/// The policy that an invalid word most likely means.
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

/// The places of quotation marks, backslashes and HTML-encoded quotation marks, and of apostrophes around the text.
pub(crate) fn quoting(text: &str) -> Vec<Span> {
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
        .map(|(start, c)| Span::new(start, start + length(start, c)))
        .filter(|span| !span.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn quoting_is_found_at_its_place() {
        let spans = quoting("'&quot;v\\;'");
        let ends: Vec<_> = spans.iter().map(|span| (span.start, span.end)).collect();
        assert_eq!(ends, [(0, 1), (1, 7), (8, 9), (10, 11)]);
        assert_eq!(quoting("o'hara"), []);
    }
}
