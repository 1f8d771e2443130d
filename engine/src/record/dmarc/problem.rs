//! What can be wrong with the text of a record, each problem with its place.

use super::{TagName, UriProblem};
use crate::record::Span;

/// A problem in the text of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What is wrong.
    pub kind: ProblemKind,
    /// The place of the problem.
    pub span: Span,
}

/// What can be wrong with a DMARC record. The rules decide what each problem means for mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProblemKind {
    /// White space before `v`.
    LeadingBlank,
    /// The text does not begin with `v`.
    VersionNotFirst,
    /// `DMARC1` in the wrong case, such as `dmarc1`.
    VersionCase,
    /// Another version.
    VersionValue,
    /// An empty element between two semicolons.
    EmptyElement,
    /// An element without `=`.
    MissingEquals,
    /// A tag name with characters other than letters.
    BadTagName,
    /// A tag that neither standard defines.
    UnknownTag,
    /// A tag that RFC 9989 removed.
    HistoricTag(TagName),
    /// A tag name with capitals.
    TagNameCase(TagName),
    /// A later tag of a name that already appeared.
    DuplicateTag(TagName),
    /// A tag with nothing after `=`.
    EmptyValue(Option<TagName>),
    /// A value that the tag does not allow.
    InvalidValue(TagName),
    /// A character outside printable ASCII.
    BadCharacter(char),
    /// A report URI that receivers ignore.
    Uri(TagName, UriProblem),
}
