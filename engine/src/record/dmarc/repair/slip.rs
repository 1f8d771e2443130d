//! [`Repair`]: a record rewritten as it was meant, with every slip that was corrected.

use crate::record::Span;
use crate::record::dmarc::TagName;

/// The complete replacement for a broken record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repair {
    /// The corrected record. It contains nothing that is broken, historic or without effect.
    pub text: String,
    /// The corrections, sorted by position.
    pub edits: Vec<Edit>,
    /// Whether an address was meant for `rua` and none is left that reports could be sent to, so the owner has to fill
    /// one in.
    pub lacks_address: bool,
}

/// A slip with its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edit {
    /// Its place in the original text.
    pub span: Span,
    /// The kind of slip.
    pub kind: Slip,
}

/// What can go wrong when a record is written, copied or published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Slip {
    /// Blanks before the version.
    LeadingBlank,
    /// A line feed or carriage return.
    LineBreak,
    /// Another control character.
    ControlCharacter,
    /// A character outside ASCII.
    NonAscii,
    /// Quotation marks or backslashes, as in a zone file.
    Quoting,
    /// The version is missing.
    VersionMissing,
    /// The version follows other tags.
    VersionNotFirst,
    /// The version in the wrong case.
    VersionCase,
    /// Another version.
    VersionValue,
    /// The version without `v=` in front.
    VersionMalformed,
    /// A colon or the like after the version.
    VersionSeparator,
    /// A blank or a comma instead of a semicolon.
    MissingSemicolon,
    /// Nothing between a value and the next tag's name, which happens when strings are joined.
    StringsJoined,
    /// An empty element between two semicolons.
    EmptyElement,
    /// An element without `=`.
    MissingEquals,
    /// A tag name with capitals.
    TagNameCase(TagName),
    /// A misspelling of this tag's name.
    MisspelledName(TagName),
    /// A tag that neither standard defines.
    UnknownTag,
    /// A tag that appears more than once.
    DuplicateTag(TagName),
    /// A tag without a value.
    EmptyValue(TagName),
    /// A misspelled value.
    MisspelledValue(TagName),
    /// A value that can't be read, so the tag is dropped.
    UnreadableValue(TagName),
    /// A missing `p`, which receivers treat as `p=none`.
    PolicyMissing,
    /// Another tag is between `v` and `p`.
    PolicyNotSecond,
    /// A mail address without `mailto:`.
    MissingMailto,
    /// A `mailto:` that is repeated, followed by slashes, misspelled or written with another sign.
    MalformedMailto,
    /// A name in front of the mail address, or brackets around the address.
    DisplayName,
    /// Something other than a comma between two addresses.
    AddressSeparator,
    /// An address after the semicolon that ends its list.
    AddressAfterSemicolon,
    /// An empty entry between two commas.
    EmptyAddress,
    /// An address that appears more than once in a list.
    DuplicateAddress,
    /// An address that can't be read, so it is dropped.
    UnreadableAddress,
    /// An address that reports are not sent to in practice, so it is dropped.
    OtherScheme,
    /// A size limit on reports.
    SizeLimit,
    /// An invalid size limit, which keeps reports from being sent to the address.
    BrokenSizeLimit,
    /// A tag that is historic or has no effect, so it is dropped.
    WithoutEffect(TagName),
}

impl Slip {
    /// Whether it is a mistake, not just something that a clean record leaves out.
    pub const fn is_mistake(self) -> bool {
        !matches!(
            self,
            Self::WithoutEffect(_) | Self::SizeLimit | Self::OtherScheme | Self::PolicyNotSecond
        )
    }

    /// Whether the slip makes receivers read the record differently from what was meant, or from each other.
    pub const fn does_harm(self) -> bool {
        self.is_mistake()
            && !matches!(
                self,
                Self::TagNameCase(_)
                    | Self::EmptyElement
                    | Self::UnknownTag
                    | Self::EmptyAddress
                    | Self::DuplicateAddress
                    | Self::PolicyMissing
            )
    }
}

impl Repair {
    /// Whether receivers read the record differently from what was meant, or from each other.
    pub fn is_needed(&self) -> bool {
        self.edits.iter().any(|edit| edit.kind.does_harm())
    }

    /// The edits that overlap a part of the original text.
    pub fn edits_at(&self, span: Span) -> impl Iterator<Item = &Edit> {
        self.edits
            .iter()
            .filter(move |edit| edit.span.start < span.end && span.start < edit.span.end)
    }
}
