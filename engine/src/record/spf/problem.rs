//! What is off in the text of a record, each with its place.

use super::{DomainProblem, LengthProblem, MacroProblem, NetworkProblem, TermName};
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
    /// White space before the version.
    LeadingBlank,
    /// The text does not begin with a version.
    VersionMissing,
    /// Something other than a space follows `v=spf1`; this is the place of it.
    VersionRunOn,
    /// A version of something else, such as `v=spf2`.
    VersionOther,
    /// `v=spf1` once more among the terms, or at the beginning of one.
    SecondVersion,
    /// The version or the name of a term in capitals.
    Capitals,
    /// More than one space between two terms.
    SeveralBlanks,
    /// Spaces at the end.
    TrailingBlank,
    /// A character outside printable ASCII.
    BadCharacter(char),
    /// A mechanism that does not exist, with the term that was likely meant.
    UnknownMechanism(Option<TermName>),
    /// A modifier that nobody knows, with the term that was likely meant.
    UnknownModifier(Option<TermName>),
    /// `+`, `-`, `~` or `?` before a modifier.
    QualifierBeforeModifier,
    /// A modifier with a colon where `=` belongs.
    ColonInModifier(TermName),
    /// A term without the value that it needs.
    MissingValue(TermName),
    /// A value where the term takes none.
    UnexpectedValue(TermName),
    /// A value that is no domain name.
    Domain(TermName, DomainProblem),
    /// A broken macro.
    Macro(MacroProblem),
    /// A value that is no address.
    Network(TermName, NetworkProblem),
    /// A broken prefix length.
    Length(TermName, LengthProblem),
    /// `redirect` or `exp` once more; this is a later one.
    Duplicate(TermName),
    /// A mechanism after `all`, which no receiver evaluates.
    AfterAll,
    /// A `redirect` beside `all`, which nobody follows.
    RedirectBesideAll,
}

/// What follows from a problem for the record as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Consequence {
    /// Nothing.
    None,
    /// A syntax error: receivers answer `permerror`
    /// ([RFC 7208, section 4.6](https://www.rfc-editor.org/rfc/rfc7208#section-4.6)).
    PermError,
    /// Receivers do not take the text for an SPF record
    /// ([RFC 7208, section 4.5](https://www.rfc-editor.org/rfc/rfc7208#section-4.5)).
    Ignored,
}

impl ProblemKind {
    /// What follows for the record as a whole.
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
