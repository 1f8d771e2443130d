//! [`SeenTexts`]: which texts came before.

use std::collections::HashSet;

/// The texts so far: one set for every list that takes each of its entries once.
#[derive(Debug, Default)]
pub(crate) struct SeenTexts(HashSet<String>);

impl SeenTexts {
    /// Whether a text comes for the first time. Case counts.
    pub(crate) fn is_new(&mut self, text: &str) -> bool {
        self.0.insert(text.to_owned())
    }

    /// Whether a text comes for the first time, whatever its case.
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
