//! What can be off in a key record.

use super::TagName;
use crate::record::ListProblem;

/// The kinds of things that can be off. What follows from each for mail is for the rules to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProblemKind {
    /// Something about the tag list.
    List(ListProblem),
    /// There is no `p`.
    MissingKey,
    /// A key type that no verifier knows.
    UnknownKeyType,
    /// A character in the key that base64 does not have.
    KeyNotBase64(char),
    /// The `=` at the end of the key are too few or too many.
    KeyPadding,
    /// The lines of a PEM file around the key.
    PemLines,
    /// This is a private key: everybody can sign as the domain now.
    PrivateKey,
    /// The end of the key is missing.
    KeyTruncated {
        /// How many octets the key says it has.
        expected: usize,
        /// How many are there.
        found: usize,
    },
    /// Octets behind the end of the key.
    KeyFollowedBy(usize),
    /// Not a key at all.
    KeyNotReadable,
    /// A key of another type than `k` says.
    KeyOfOtherType,
    /// RSA without the wrapping that most software wants.
    BareRsaKey,
    /// Ed25519 with the wrapping that it must not have.
    WrappedEd25519Key,
    /// Not as many octets as an Ed25519 key has.
    Ed25519KeyLength(usize),
    /// Fewer bits than verifiers accept.
    KeyTooShort(usize),
    /// `h` lists no hash that verifiers accept.
    NoUsableHash,
    /// `h` lists SHA-1, which must not be used.
    Sha1,
    /// `s` keeps the key from being used for mail.
    NotForMail,
    /// An item of a list that the standard does not know.
    UnknownItem(TagName),
    /// A tag that was taken out with RFC 6376.
    ObsoleteTag(TagName),
}

impl ProblemKind {
    /// Whether verifiers do not use the key because of it, apart from what is wrong with the list.
    pub(super) const fn is_fatal(self) -> bool {
        !matches!(
            self,
            Self::List(_)
                | Self::KeyPadding
                | Self::KeyFollowedBy(_)
                | Self::BareRsaKey
                | Self::Sha1
                | Self::UnknownItem(_)
                | Self::ObsoleteTag(_)
        )
    }
}
