//! [`Kind`]: what the rest of the program has to know of a kind of record that has a name of its own below a domain.

use super::{ListProblem, Span};

/// A kind of TXT record that has a name of its own below a domain.
#[derive(Debug)]
pub struct Kind {
    /// What people call it, as in “a TLS-RPT record”.
    pub title: &'static str,
    /// The version that it begins with, without `v=`.
    pub version: &'static str,
    /// The labels of its name below the domain.
    pub labels: &'static str,
    /// The labels of names that people take for that.
    pub near_labels: &'static [&'static str],
    /// What gives away a text that was meant as one, in lower case.
    pub mark: &'static str,
    /// Whether a text that stands there alone is a record.
    pub is_record: fn(&str) -> bool,
    /// Whether one of several texts is.
    pub is_record_among_others: fn(&str) -> bool,
}

impl PartialEq for Kind {
    fn eq(&self, other: &Self) -> bool {
        self.labels == other.labels
    }
}

impl Eq for Kind {}

/// A record of such a kind.
pub trait OfKind {
    /// The kind.
    const KIND: &'static Kind;

    /// Reads any text.
    fn read(text: &str) -> Self;

    /// The text, whole.
    fn text(&self) -> &str;

    /// What is off in its list of tags, so that it does not count as a record, with where.
    fn flaws(&self) -> Vec<(ListProblem, Span)>;
}
