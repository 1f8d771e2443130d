//! [`DkimRecord`]: a parsed key record and what its tags mean.

use super::{KeyType, ProblemKind};
use crate::record::{Problem, TagNames, tagged};

/// A tag of a key record.
pub type Tag = tagged::Tag<TagName>;

/// A parsed key record. The text is kept in full, even if it is invalid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DkimRecord {
    /// The full text of the record.
    pub text: String,
    /// How verifiers treat the record.
    pub outcome: Outcome,
    /// Its tags, in order; unknown ones are included.
    pub tags: Vec<Tag>,
    /// What is wrong with the text, sorted by position.
    pub problems: Vec<Problem<ProblemKind>>,
    /// `k`; `None` for a type that verifiers don't support.
    pub key_type: Option<KeyType>,
    /// The length of the key in bits, if it can be read.
    pub bits: Option<usize>,
    /// `t=y`: verifiers treat signed mail that fails like unsigned mail.
    pub is_testing: bool,
    /// `t=s`: the key signs for the domain itself, not for its subdomains.
    pub is_strict: bool,
    /// `h`, the allowed hash algorithms; `None` if all are allowed.
    pub hashes: Option<Vec<String>>,
    /// `s`, the services that the key may be used for.
    pub services: Vec<String>,
}

/// How verifiers treat a key record ([RFC 6376, section 6.1.2](https://www.rfc-editor.org/rfc/rfc6376#section-6.1.2)).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// Verifiers can use the key.
    Ok,
    /// The key is revoked: `p` is empty.
    Revoked,
    /// Verifiers can't use the key, so no signature passes with it.
    Unusable,
}

impl Outcome {
    /// The name used in exports.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Revoked => "revoked",
            Self::Unusable => "unusable",
        }
    }
}

/// The tags of key records, the obsolete `g` included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TagName {
    /// `v`, the version.
    Version,
    /// `h`, the allowed hash algorithms.
    Hashes,
    /// `k`, the key type.
    KeyType,
    /// `n`, a note for human readers.
    Notes,
    /// `p`, the public key.
    PublicKey,
    /// `s`, the services that the key may be used for.
    Services,
    /// `t`, flags.
    Flags,
    /// `g`, which local parts may sign; obsolete since RFC 6376.
    Granularity,
}

impl TagNames for TagName {
    const VERSION: Self = Self::Version;
    const ALL: &'static [Self] = &[
        Self::Version,
        Self::Hashes,
        Self::KeyType,
        Self::Notes,
        Self::PublicKey,
        Self::Services,
        Self::Flags,
        Self::Granularity,
    ];

    fn as_str(self) -> &'static str {
        match self {
            Self::Version => "v",
            Self::Hashes => "h",
            Self::KeyType => "k",
            Self::Notes => "n",
            Self::PublicKey => "p",
            Self::Services => "s",
            Self::Flags => "t",
            Self::Granularity => "g",
        }
    }
}
