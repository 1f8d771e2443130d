//! [`Repair`]: a record written as it was meant, and each slip that was taken out of it.

use crate::record::Span;
use crate::record::dmarc::TagName;

/// A whole record in place of a broken one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repair {
    /// The record. It has nothing in it that is broken, historic or without effect.
    pub text: String,
    /// What was changed, in order of place.
    pub edits: Vec<Edit>,
    /// Whether someone wrote a report address for `rua` and none is left that reports could go to, so that
    /// an address has to be filled in.
    pub lacks_address: bool,
}

/// A slip, and where it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edit {
    /// Where it is in the text that was repaired.
    pub span: Span,
    /// What it is.
    pub kind: Slip,
}

/// What can go wrong when a record is written, pasted or published.
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
    /// Quotation marks or backslashes as a zone file has them.
    Quoting,
    /// There is no version.
    VersionMissing,
    /// The version follows other tags.
    VersionNotFirst,
    /// The version in other letters.
    VersionCase,
    /// Another version.
    VersionValue,
    /// The version without `v=` in front.
    VersionMalformed,
    /// A colon or the like behind the version.
    VersionSeparator,
    /// A blank or a comma in place of a semicolon.
    MissingSemicolon,
    /// Nothing between the value of one tag and the name of the next, as where strings are joined.
    StringsJoined,
    /// Nothing between two semicolons.
    EmptyElement,
    /// An element without `=`.
    MissingEquals,
    /// A name in capitals.
    TagNameCase(TagName),
    /// A name that was meant as this one.
    MisspelledName(TagName),
    /// A tag of neither standard.
    UnknownTag,
    /// A tag that appears more than once.
    DuplicateTag(TagName),
    /// A tag without a value.
    EmptyValue(TagName),
    /// A value that was meant as another.
    MisspelledValue(TagName),
    /// A value that cannot be read; the tag is left out.
    UnreadableValue(TagName),
    /// There is no `p`, which receivers take for `p=none`.
    PolicyMissing,
    /// Another tag is between `v` and `p`.
    PolicyNotSecond,
    /// A mail address without `mailto:`.
    MissingMailto,
    /// `mailto:` twice, with slashes, with another sign or misspelled.
    MalformedMailto,
    /// A name in front of the mail address, or brackets around it.
    DisplayName,
    /// Something other than a comma between two addresses.
    AddressSeparator,
    /// An address behind the semicolon that ends its list.
    AddressAfterSemicolon,
    /// Nothing between two commas.
    EmptyAddress,
    /// An address that appears more than once in a list.
    DuplicateAddress,
    /// An address that cannot be read; it is left out.
    UnreadableAddress,
    /// An address that reports do not go to in practice; it is left out.
    OtherScheme,
    /// A size limit on reports.
    SizeLimit,
    /// A size limit that cannot be read, so that no reports go to the address.
    BrokenSizeLimit,
    /// A tag that is historic or changes nothing; it is left out.
    WithoutEffect(TagName),
}

impl Slip {
    /// Whether it is a slip of the pen, not merely something that a clean record leaves out.
    pub const fn is_mistake(self) -> bool {
        !matches!(
            self,
            Self::WithoutEffect(_) | Self::SizeLimit | Self::OtherScheme | Self::PolicyNotSecond
        )
    }

    /// Whether receivers read the record in another way than was meant, or differ about it.
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
    /// Whether receivers read the record in another way than was meant, or differ about it.
    pub fn is_needed(&self) -> bool {
        self.edits.iter().any(|edit| edit.kind.does_harm())
    }

    /// The edits at a place of the text that was repaired.
    pub fn edits_at(&self, span: Span) -> impl Iterator<Item = &Edit> {
        self.edits
            .iter()
            .filter(move |edit| edit.span.start < span.end && span.start < edit.span.end)
    }
}
