//! What can be wrong with a key record.

use super::TagName;
use crate::record::ListProblem;

/// What can be wrong with a key record. The rules decide what each problem means for mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProblemKind {
    /// A problem with the tag list.
    List(ListProblem),
    /// `p` is missing.
    MissingKey,
    /// A key type that verifiers don't support.
    UnknownKeyType,
    /// A character in the key that is not base64.
    KeyNotBase64(char),
    /// The key ends with too few or too many `=`.
    KeyPadding,
    /// The BEGIN and END lines of a PEM file are around the key.
    PemLines,
    /// The key is a private key, so anyone can now sign as the domain.
    PrivateKey,
    /// The end of the key is missing.
    KeyTruncated {
        /// How many octets the key declares.
        expected: usize,
        /// How many octets there are.
        found: usize,
    },
    /// Extra octets follow the key; holds how many.
    KeyFollowedBy(usize),
    /// The value is not a key.
    KeyNotReadable,
    /// The key is of another type than `k` declares.
    KeyOfOtherType,
    /// An RSA key without the `SubjectPublicKeyInfo` wrapping that most software expects.
    BareRsaKey,
    /// An Ed25519 key in a wrapping that DKIM does not allow.
    WrappedEd25519Key,
    /// The wrong length for an Ed25519 key; holds the number of octets.
    Ed25519KeyLength(usize),
    /// An RSA key shorter than verifiers accept; holds the number of bits.
    KeyTooShort(usize),
    /// `h` lists no hash that verifiers accept.
    NoUsableHash,
    /// `h` lists SHA-1, which must not be used.
    Sha1,
    /// `s` excludes mail.
    NotForMail,
    /// A list item that the standard does not define.
    UnknownItem(TagName),
    /// A tag that RFC 6376 removed.
    ObsoleteTag(TagName),
}

impl ProblemKind {
    /// Whether this problem makes the key unusable. Problems with the list are judged elsewhere.
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
