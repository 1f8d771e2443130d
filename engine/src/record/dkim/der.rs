//! The subset of DER ([X.690](https://www.itu.int/rec/T-REC-X.690)) that public keys use.

const INTEGER: u8 = 0x02;
const BIT_STRING: u8 = 0x03;
const OBJECT_IDENTIFIER: u8 = 0x06;
const SEQUENCE: u8 = 0x30;

/// The object identifier of RSA keys, 1.2.840.113549.1.1.1
/// ([RFC 8017, appendix C](https://www.rfc-editor.org/rfc/rfc8017#appendix-C)).
const RSA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01];
/// The object identifier of Ed25519 keys, 1.3.101.112
/// ([RFC 8410, section 3](https://www.rfc-editor.org/rfc/rfc8410#section-3)).
const ED25519: &[u8] = &[0x2b, 0x65, 0x70];

/// What was learned about a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shape {
    pub(super) kind: Kind,
    /// How many octets follow the end of the key.
    pub(super) trailing: usize,
}

/// The kinds of keys that are distinguished.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// RSA in a `SubjectPublicKeyInfo`, the usual form, with the number of bits in its modulus.
    Rsa(usize),
    /// RSA as a bare `RSAPublicKey`, the form that RFC 6376 specifies, with the number of bits in its modulus.
    BareRsa(usize),
    /// Ed25519 in a `SubjectPublicKeyInfo`.
    Ed25519,
    /// A public key of another kind.
    Other,
    /// A private key.
    Private,
}

/// Why the octets are not a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DerError {
    /// The key declares `expected` octets, and fewer follow.
    Truncated {
        /// How many octets the key declares.
        expected: usize,
    },
    /// The octets are not a key in DER.
    Malformed,
}

/// Parses a key ([RFC 5280, section 4.1](https://www.rfc-editor.org/rfc/rfc5280#section-4.1);
/// [RFC 8017, appendix A.1.1](https://www.rfc-editor.org/rfc/rfc8017#appendix-A.1.1)).
pub(super) fn read_key(octets: &[u8]) -> Result<Shape, DerError> {
    let mut outer = Reader(octets);
    let mut key = Reader(outer.next(SEQUENCE)?);
    let trailing = outer.0.len();
    // The outermost SEQUENCE is complete, so a value cut off inside it is malformed.
    let kind = read_inner(&mut key).map_err(|_| DerError::Malformed)?;
    Ok(Shape { kind, trailing })
}

/// Parses the content of the outermost SEQUENCE.
fn read_inner(key: &mut Reader) -> Result<Kind, DerError> {
    if key.0.first() == Some(&INTEGER) {
        let first = key.next(INTEGER)?;
        // A private key begins with its version, 0 or 1. No modulus is that small.
        if matches!(first, [0 | 1]) {
            return Ok(Kind::Private);
        }
        key.next(INTEGER)?;
        return Ok(Kind::BareRsa(bits(first)?));
    }
    let mut algorithm = Reader(key.next(SEQUENCE)?);
    let identifier = algorithm.next(OBJECT_IDENTIFIER)?;
    let content = key.next(BIT_STRING)?;
    // The first octet is the number of unused bits, which is 0 for keys.
    let content = content.strip_prefix(&[0]).ok_or(DerError::Malformed)?;
    match identifier {
        RSA => {
            let mut numbers = Reader(Reader(content).next(SEQUENCE)?);
            let modulus = numbers.next(INTEGER)?;
            numbers.next(INTEGER)?;
            Ok(Kind::Rsa(bits(modulus)?))
        }
        ED25519 => Ok(Kind::Ed25519),
        _ => Ok(Kind::Other),
    }
}

/// The number of significant bits of a positive INTEGER.
fn bits(number: &[u8]) -> Result<usize, DerError> {
    let is_negative = number.first().is_some_and(|octet| octet & 0x80 != 0);
    let zeros = number.iter().take_while(|&&octet| octet == 0).count();
    match number.get(zeros) {
        Some(first) if !is_negative => {
            let unused = usize::try_from(first.leading_zeros()).unwrap_or_default();
            Ok((number.len() - zeros) * 8 - unused)
        }
        _ => Err(DerError::Malformed),
    }
}

/// The octets not consumed yet.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    /// Consumes a value, which must have this tag, and returns its content.
    fn next(&mut self, tag: u8) -> Result<&'a [u8], DerError> {
        let (length, header) = match *self.0 {
            [found, ..] if found != tag => return Err(DerError::Malformed),
            [_, length @ 0..=0x7f, ..] => (usize::from(length), 2),
            [_, 0x81, length, ..] => (usize::from(length), 3),
            [_, 0x82, high, low, ..] => (usize::from(u16::from_be_bytes([high, low])), 4),
            // A TXT record can't hold a key of 64 KiB.
            _ => return Err(DerError::Malformed),
        };
        let expected = header + length;
        let (value, rest) = self
            .0
            .split_at_checked(expected)
            .ok_or(DerError::Truncated { expected })?;
        self.0 = rest;
        Ok(value.get(header..).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_of_numbers() {
        assert_eq!(bits(&[0x7f]), Ok(7));
        assert_eq!(bits(&[0, 0x80, 0]), Ok(16));
        assert_eq!(bits(&[1, 0]), Ok(9));
        assert_eq!(bits(&[0]), Err(DerError::Malformed));
        assert_eq!(bits(&[]), Err(DerError::Malformed));
        assert_eq!(bits(&[0x80]), Err(DerError::Malformed));
    }

    #[test]
    fn a_key_that_is_cut_is_told_from_none() {
        let key = [SEQUENCE, 7, INTEGER, 2, 0x7f, 0xff, INTEGER, 1, 3];
        let bare = |trailing| {
            Ok(Shape {
                kind: Kind::BareRsa(15),
                trailing,
            })
        };
        assert_eq!(read_key(&key), bare(0));
        assert_eq!(read_key(&[key.as_slice(), &[9]].concat()), bare(1));
        for end in 2..key.len() {
            let truncated = DerError::Truncated { expected: 9 };
            assert_eq!(read_key(&key[..end]), Err(truncated), "{end}");
        }
        // The inner length is greater than that of the key around it.
        let lies = [SEQUENCE, 4, INTEGER, 9, 0x7f, 0xff];
        assert_eq!(read_key(&lies), Err(DerError::Malformed));
        for none in [
            [].as_slice(),
            &[SEQUENCE],
            &[SEQUENCE, 0x80],
            &[SEQUENCE, 0],
            &[INTEGER, 0],
        ] {
            assert_eq!(read_key(none), Err(DerError::Malformed), "{none:?}");
        }
    }
}
