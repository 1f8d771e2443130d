//! [`DkimRecord`]: everything in the text of a key record, and what it means.

use super::{KeyType, ProblemKind};
use crate::record::{Problem, TagNames, tagged};

/// A tag of a key record.
pub type Tag = tagged::Tag<TagName>;

/// A key record as it was read. The text is always whole, however broken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DkimRecord {
    /// The text.
    pub text: String,
    /// What a verifier makes of it.
    pub outcome: Outcome,
    /// Its tags, in order, unknown ones included.
    pub tags: Vec<Tag>,
    /// What is off, in order of place.
    pub problems: Vec<Problem<ProblemKind>>,
    /// `k`; `None` when no verifier knows it.
    pub key_type: Option<KeyType>,
    /// The length of the key in bits, where it can be read.
    pub bits: Option<usize>,
    /// `t=y`: verifiers treat mail that fails like mail that is not signed.
    pub is_testing: bool,
    /// `t=s`: a signature is for the domain alone, not for its subdomains.
    pub is_strict: bool,
    /// `h`, the hashes that may be used; `None` for all.
    pub hashes: Option<Vec<String>>,
    /// `s`, the services that the key is for.
    pub services: Vec<String>,
}

/// What a verifier makes of a key record
/// ([RFC 6376, section 6.1.2](https://www.rfc-editor.org/rfc/rfc6376#section-6.1.2)).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// A key that mail can be verified with.
    Ok,
    /// The key was taken back: `p` is empty.
    Revoked,
    /// No signature passes with it.
    Unusable,
}

impl Outcome {
    /// A name for exports.
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
    /// `h`, the hashes that may be used.
    Hashes,
    /// `k`, the kind of key.
    KeyType,
    /// `n`, a note for people.
    Notes,
    /// `p`, the key.
    PublicKey,
    /// `s`, what the key is for.
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
