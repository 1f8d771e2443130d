//! The key itself: the value of `p`, read as the type in `k` requires.

use super::ProblemKind;
use super::der::{DerError, Kind, read_key};
use crate::record::base64::decode;
use crate::record::{Problem, Span};

/// The length of an Ed25519 key in octets ([RFC 8463, section 4](https://www.rfc-editor.org/rfc/rfc8463#section-4)).
const ED25519_OCTETS: usize = 32;

/// The shortest RSA key that verifiers accept
/// ([RFC 8301, section 3.2](https://www.rfc-editor.org/rfc/rfc8301#section-3.2)).
const MIN_RSA_BITS: usize = 1024;

/// The key type: the value of `k`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeyType {
    /// `rsa`, the default.
    Rsa,
    /// `ed25519`.
    Ed25519,
}

impl KeyType {
    /// The value as it is written.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Rsa => "rsa",
            Self::Ed25519 => "ed25519",
        }
    }

    /// Parses a value; case matters ([RFC 6376, section 3.2](https://www.rfc-editor.org/rfc/rfc6376#section-3.2)).
    pub fn from_value(value: &str) -> Option<Self> {
        [Self::Rsa, Self::Ed25519]
            .into_iter()
            .find(|kind| kind.as_str() == value)
    }
}

/// Reads the key at `span` of `text`, adds its problems, and returns its length in bits if that is known.
pub(super) fn read(
    text: &str,
    span: Span,
    key_type: KeyType,
    problems: &mut Vec<Problem<ProblemKind>>,
) -> Option<usize> {
    let mut add = |kind, span| problems.push(Problem { kind, span });
    let written = span.of(text);
    if written.contains("-----") {
        add(ProblemKind::PemLines, span);
        return None;
    }
    let decoded = match decode(written) {
        Ok(decoded) => decoded,
        Err((at, c)) => {
            let start = span.start + at;
            let span = Span::new(start, start + c.len_utf8());
            add(ProblemKind::KeyNotBase64(c), span);
            return None;
        }
    };
    let octets = decoded.octets.as_slice();
    let shape = read_key(octets);
    let kind = shape.map(|shape| shape.kind);
    let bits = match (key_type, kind) {
        (_, Ok(Kind::Private)) => {
            add(ProblemKind::PrivateKey, span);
            return None;
        }
        (KeyType::Rsa, Ok(Kind::Rsa(bits))) => bits,
        (KeyType::Rsa, Ok(Kind::BareRsa(bits))) => {
            add(ProblemKind::BareRsaKey, span);
            bits
        }
        (KeyType::Ed25519, _) if octets.len() == ED25519_OCTETS => 256,
        (KeyType::Ed25519, Ok(Kind::Ed25519)) => {
            add(ProblemKind::WrappedEd25519Key, span);
            return None;
        }
        (_, Ok(_)) => {
            add(ProblemKind::KeyOfOtherType, span);
            return None;
        }
        (KeyType::Rsa, Err(_)) if octets.len() == ED25519_OCTETS => {
            add(ProblemKind::KeyOfOtherType, span);
            return None;
        }
        (_, Err(DerError::Truncated { expected })) => {
            let found = octets.len();
            add(ProblemKind::KeyTruncated { expected, found }, span);
            return None;
        }
        (KeyType::Ed25519, Err(_)) => {
            add(ProblemKind::Ed25519KeyLength(octets.len()), span);
            return None;
        }
        (KeyType::Rsa, Err(_)) => {
            add(ProblemKind::KeyNotReadable, span);
            return None;
        }
    };
    let trailing = shape.map_or(0, |shape| shape.trailing);
    if key_type == KeyType::Rsa && trailing > 0 {
        add(ProblemKind::KeyFollowedBy(trailing), span);
    }
    if !decoded.is_padded || decoded.has_rest {
        add(ProblemKind::KeyPadding, span);
    }
    if key_type == KeyType::Rsa && bits < MIN_RSA_BITS {
        add(ProblemKind::KeyTooShort(bits), span);
    }
    Some(bits)
}
