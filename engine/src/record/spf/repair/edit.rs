//! [`Repair`], with what each [`Edit`] of it corrects.

use crate::record::Span;
use crate::record::spf::TermName;

/// A text as it was most likely meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repair {
    /// The record, whole.
    pub text: String,
    /// What is corrected, in order of place.
    pub edits: Vec<Edit>,
}

/// Something that is corrected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// Where it is in the broken text; empty where something is missing.
    pub span: Span,
    /// What is wrong there.
    pub kind: Slip,
    /// What is written instead; empty where something is left out.
    pub instead: String,
}

/// The kinds of things that people get wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Slip {
    /// A character outside printable ASCII.
    OddCharacter,
    /// Quotation marks or backslashes.
    Quotes,
    /// Blanks or words before the version.
    TextBeforeVersion,
    /// A version that is not written `v=spf1`.
    Version,
    /// A second `v=spf1`.
    SecondVersion,
    /// No blank between two terms.
    MissingBlank,
    /// A blank behind the name, the colon or the equals sign of a term.
    BlankBehindColon,
    /// A blank between a qualifier and `all`.
    BlankBehindQualifier,
    /// A comma, a semicolon or the like between terms or behind one.
    Separator,
    /// The name of the term once more at the beginning of its value.
    DoubledPrefix,
    /// The name of the term as a part of its value: `include.a.example`.
    PrefixInName(TermName),
    /// A colon, `@`, `https://` or slash that belongs to no name.
    StrayMark,
    /// A name that no term has, or that of another term than takes the value; holds the right one.
    WrongName(TermName),
    /// A bare address; holds the term that it needs.
    MissingName(TermName),
    /// An address of the other family; holds the term for it.
    WrongFamily(TermName),
    /// An IPv4 address in the notation of IPv6, which matches nobody.
    MappedAddress,
    /// A colon where the term takes an equals sign, or the other way round.
    WrongDivider(TermName),
    /// A colon without a value behind it.
    EmptyValue,
    /// A prefix length with a zero before it, or as a network mask.
    PrefixLength,
    /// A qualifier twice, or before a modifier.
    Qualifier,
    /// A misspelled `all`.
    BrokenAll,
    /// Something of another service, such as a verification.
    ForeignText,
    /// Mechanisms behind `all`.
    BehindAll,
    /// A modifier that may appear once, written twice alike; or a further `all`.
    Duplicate(TermName),
    /// `all` with `+` or without qualifier, which lets everybody pass.
    Everyone,
}

impl Edit {
    /// An edit.
    pub(super) fn new(kind: Slip, span: Span, instead: &str) -> Self {
        let instead = instead.to_owned();
        Self {
            span,
            kind,
            instead,
        }
    }
}

impl Slip {
    /// Whether receivers read the same senders with it as without it, as long as nothing else is wrong.
    pub const fn is_harmless(self) -> bool {
        matches!(self, Self::ForeignText)
    }

    /// A name for exports.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::OddCharacter => "odd-character",
            Self::Quotes => "quotes",
            Self::TextBeforeVersion => "text-before-version",
            Self::Version => "version",
            Self::SecondVersion => "second-version",
            Self::MissingBlank => "missing-blank",
            Self::BlankBehindColon => "blank-behind-colon",
            Self::BlankBehindQualifier => "blank-behind-qualifier",
            Self::Separator => "separator",
            Self::DoubledPrefix => "doubled-prefix",
            Self::PrefixInName(_) => "prefix-in-name",
            Self::StrayMark => "stray-mark",
            Self::WrongName(_) => "wrong-name",
            Self::MissingName(_) => "missing-name",
            Self::WrongFamily(_) => "wrong-family",
            Self::MappedAddress => "mapped-address",
            Self::WrongDivider(_) => "wrong-divider",
            Self::EmptyValue => "empty-value",
            Self::PrefixLength => "prefix-length",
            Self::Qualifier => "qualifier",
            Self::BrokenAll => "broken-all",
            Self::ForeignText => "foreign-text",
            Self::BehindAll => "behind-all",
            Self::Duplicate(_) => "duplicate",
            Self::Everyone => "everyone",
        }
    }
}
