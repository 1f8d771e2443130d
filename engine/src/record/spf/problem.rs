//! What can be wrong with the text of a record, each problem with its place.

use super::{DomainProblem, LengthProblem, MacroProblem, NetworkProblem, TermName};
use crate::record::Span;

/// A problem in the text of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What is wrong.
    pub kind: ProblemKind,
    /// The place of the problem.
    pub span: Span,
}

/// What can be wrong with an SPF record. The rules decide what each problem means for mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProblemKind {
    /// White space before the version.
    LeadingBlank,
    /// The text does not begin with a version.
    VersionMissing,
    /// Something other than a space follows `v=spf1`; the place is that of what follows.
    VersionRunOn,
    /// Another version, such as `v=spf2`.
    VersionOther,
    /// A second `v=spf1`, either as a term or at the beginning of one.
    SecondVersion,
    /// The version or a term's name has capitals.
    Capitals,
    /// More than one space between two terms.
    SeveralBlanks,
    /// Spaces at the end.
    TrailingBlank,
    /// A character outside printable ASCII.
    BadCharacter(char),
    /// An unknown mechanism, with the term that was probably meant.
    UnknownMechanism(Option<TermName>),
    /// An unknown modifier, with the term that was probably meant.
    UnknownModifier(Option<TermName>),
    /// `+`, `-`, `~` or `?` before a modifier.
    QualifierBeforeModifier,
    /// A modifier with a colon instead of `=`.
    ColonInModifier(TermName),
    /// A term without its required value.
    MissingValue(TermName),
    /// A value after a term that takes none.
    UnexpectedValue(TermName),
    /// A value that is not a domain name.
    Domain(TermName, DomainProblem),
    /// An invalid macro.
    Macro(MacroProblem),
    /// A value that is not an IP address.
    Network(TermName, NetworkProblem),
    /// An invalid prefix length.
    Length(TermName, LengthProblem),
    /// A later `redirect` or `exp`; each may appear only once.
    Duplicate(TermName),
    /// A mechanism after `all`, which receivers never evaluate.
    AfterAll,
    /// A `redirect` in a record with `all`, which receivers ignore.
    RedirectBesideAll,
}

/// What a problem means for the record as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Consequence {
    /// No consequence for the record as a whole.
    None,
    /// A syntax error: receivers return `permerror`
    /// ([RFC 7208, section 4.6](https://www.rfc-editor.org/rfc/rfc7208#section-4.6)).
    PermError,
    /// Receivers do not treat the text as an SPF record
    /// ([RFC 7208, section 4.5](https://www.rfc-editor.org/rfc/rfc7208#section-4.5)).
    Ignored,
}

impl ProblemKind {
    /// What the problem means for the record as a whole.
    pub const fn consequence(&self) -> Consequence {
        match self {
            Self::LeadingBlank | Self::VersionMissing | Self::VersionRunOn | Self::VersionOther => {
                Consequence::Ignored
            }
            Self::SecondVersion
            | Self::Capitals
            | Self::SeveralBlanks
            | Self::TrailingBlank
            | Self::UnknownModifier(_)
            | Self::AfterAll
            | Self::RedirectBesideAll => Consequence::None,
            Self::BadCharacter(_)
            | Self::UnknownMechanism(_)
            | Self::QualifierBeforeModifier
            | Self::ColonInModifier(_)
            | Self::MissingValue(_)
            | Self::UnexpectedValue(_)
            | Self::Domain(..)
            | Self::Macro(_)
            | Self::Network(..)
            | Self::Length(..)
            | Self::Duplicate(_) => Consequence::PermError,
        }
    }
}
