//! [`Kind`]: what other modules need to know about a kind of record that has its own name below a domain.

use super::{ListProblem, Span};

/// A kind of TXT record that has its own name below a domain.
#[derive(Debug)]
pub struct Kind {
    /// Its usual name, as in “a TLS-RPT record”.
    pub title: &'static str,
    /// The version it begins with, without `v=`.
    pub version: &'static str,
    /// The labels to put before the domain.
    pub labels: &'static str,
    /// Labels that people confuse with these.
    pub near_labels: &'static [&'static str],
    /// A substring, in lower case, that identifies a text meant as such a record.
    pub mark: &'static str,
    /// Whether a text is such a record if it is the only one at the name.
    pub is_record: fn(&str) -> bool,
    /// Whether a text is such a record if the name has several.
    pub is_record_among_others: fn(&str) -> bool,
}

impl PartialEq for Kind {
    fn eq(&self, other: &Self) -> bool {
        self.labels == other.labels
    }
}

impl Eq for Kind {}

/// A parsed record of one such kind.
pub trait OfKind {
    /// The kind of this record.
    const KIND: &'static Kind;

    /// Parses any text.
    fn read(text: &str) -> Self;

    /// The full text of the record.
    fn text(&self) -> &str;

    /// Problems of the tag list that make the record invalid, with their places.
    fn flaws(&self) -> Vec<(ListProblem, Span)>;
}
