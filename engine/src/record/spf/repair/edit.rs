//! [`Repair`], and the [`Edit`]s it consists of.

use crate::record::Span;
use crate::record::spf::TermName;

/// A record as it was most likely meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repair {
    /// The full text of the repaired record.
    pub text: String,
    /// The corrections, sorted by position.
    pub edits: Vec<Edit>,
}

/// A single correction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// Its place in the broken text; empty if something is missing there.
    pub span: Span,
    /// What is wrong there.
    pub kind: Slip,
    /// The replacement; empty if the text is removed.
    pub instead: String,
}

/// The kinds of mistakes that a repair corrects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Slip {
    /// A character outside printable ASCII.
    OddCharacter,
    /// Quotation marks or backslashes.
    Quotes,
    /// Blanks or words before the version.
    TextBeforeVersion,
    /// A version that is not exactly `v=spf1`.
    Version,
    /// A second `v=spf1`.
    SecondVersion,
    /// No blank between two terms.
    MissingBlank,
    /// A blank after the name, the colon or the equals sign of a term.
    BlankBehindColon,
    /// A blank between a qualifier and `all`.
    BlankBehindQualifier,
    /// A comma, a semicolon or the like between or after terms.
    Separator,
    /// The term's name repeated at the beginning of its value.
    DoubledPrefix,
    /// The term's name inside its value, such as `include.a.example`.
    PrefixInName(TermName),
    /// A stray colon, `@`, `https://` or slash around a name.
    StrayMark,
    /// An unknown name, or the name of a term that does not take this value; holds the right one.
    WrongName(TermName),
    /// An address without a term; holds the term it needs.
    MissingName(TermName),
    /// An address of the other family; holds the term for that family.
    WrongFamily(TermName),
    /// An IPv4 address in IPv6 notation, which matches no sender.
    MappedAddress,
    /// A colon instead of an equals sign, or the other way round.
    WrongDivider(TermName),
    /// A colon without a value after it.
    EmptyValue,
    /// A prefix length with a leading zero, or written as a network mask.
    PrefixLength,
    /// A repeated qualifier, or one before a modifier.
    Qualifier,
    /// A misspelled `all`.
    BrokenAll,
    /// Text that belongs to another service, such as a verification code.
    ForeignText,
    /// Mechanisms after `all`.
    BehindAll,
    /// An identical second modifier of a kind that may appear once, or another `all`.
    Duplicate(TermName),
    /// `all` with `+` or without a qualifier, which authorizes everyone.
    Everyone,
}

impl Edit {
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
    /// Whether the slip, on its own, does not change which senders receivers accept.
    pub const fn is_harmless(self) -> bool {
        matches!(self, Self::ForeignText)
    }

    /// The name used in exports.
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
