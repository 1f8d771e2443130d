//! From the text that a domain-spec expands to, to the name that is asked for.

use crate::domain::{DomainName, MAX_NAME};

/// The expanded text without the dot at its end, and without as many labels on the left as make it fit into DNS
/// ([RFC 7208, section 7.3](https://www.rfc-editor.org/rfc/rfc7208#section-7.3)).
pub(super) fn shortened(expanded: &str) -> &str {
    let mut text = expanded.strip_suffix('.').unwrap_or(expanded);
    while text.len() > MAX_NAME {
        match text.split_once('.') {
            Some((_, rest)) => text = rest,
            None => break,
        }
    }
    text
}

/// A name to evaluate a record at: one that DNS can hold, of more than one label
/// ([RFC 7208, section 4.3](https://www.rfc-editor.org/rfc/rfc7208#section-4.3)).
pub(super) fn record_name(text: &str) -> Option<DomainName> {
    DomainName::from_raw(text)
        .ok()
        .filter(|name| name.label_count() > 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_fit_loses_labels_on_the_left() {
        assert_eq!(shortened("a.example."), "a.example");
        let long = format!("{}.{}", "x".repeat(200), "y.".repeat(30) + "example");
        assert_eq!(shortened(&long), "y.".repeat(30) + "example");
        let long = "x".repeat(300);
        assert_eq!(shortened(&long), long);
    }
}
