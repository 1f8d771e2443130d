//! [`SeenTexts`]: removes duplicates from lists of texts.

use std::collections::HashSet;

/// The texts seen so far. One set type for every list that keeps each entry once.
#[derive(Debug, Default)]
pub(crate) struct SeenTexts(HashSet<String>);

impl SeenTexts {
    /// Adds the text and returns whether it is new; case matters.
    pub(crate) fn is_new(&mut self, text: &str) -> bool {
        self.0.insert(text.to_owned())
    }

    /// Adds the text and returns whether it is new; case is ignored.
    pub(crate) fn is_new_in_any_case(&mut self, text: &str) -> bool {
        self.0.insert(text.to_ascii_lowercase())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_new_once() {
        let mut seen = SeenTexts::default();
        assert!(seen.is_new("a"));
        assert!(!seen.is_new("a"));
        assert!(seen.is_new("A"));
        assert!(!seen.is_new_in_any_case("A"));
        assert!(seen.is_new_in_any_case("B"));
        assert!(!seen.is_new("b"));
    }
}
