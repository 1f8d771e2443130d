//! Turns the text that a domain-spec expands to into the name to query.

use crate::domain::{DomainName, MAX_NAME};

/// The expanded text without its final dot. If it is too long for DNS, labels are removed from the left
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

/// The text as a name that may have an SPF record: one that DNS can represent, with more than one label
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
