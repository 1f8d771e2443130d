//! What is off in the text of a record, each with its place.

use super::{TagName, UriProblem};
use crate::record::Span;

/// Something off in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What it is.
    pub kind: ProblemKind,
    /// Where it is.
    pub span: Span,
}

/// The kinds of things that can be off. What follows from each for mail is for the rules to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProblemKind {
    /// Blanks, or other white space, before `v`.
    LeadingBlank,
    /// The text does not begin with `v`.
    VersionNotFirst,
    /// The version is `DMARC1` in other letters, such as `dmarc1`.
    VersionCase,
    /// The version is something else.
    VersionValue,
    /// Nothing between two semicolons.
    EmptyElement,
    /// An element without `=`.
    MissingEquals,
    /// A name that is not letters alone.
    BadTagName,
    /// A tag of neither standard.
    UnknownTag,
    /// A tag that RFC 9989 took out.
    HistoricTag(TagName),
    /// A name in capitals.
    TagNameCase(TagName),
    /// A tag that appears more than once; this is a later one.
    DuplicateTag(TagName),
    /// Nothing after `=`.
    EmptyValue(Option<TagName>),
    /// A value that the tag does not take.
    InvalidValue(TagName),
    /// A character outside printable ASCII.
    BadCharacter(char),
    /// A report URI that is ignored.
    Uri(TagName, UriProblem),
}
