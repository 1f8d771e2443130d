//! Base64 ([RFC 4648, section 4](https://www.rfc-editor.org/rfc/rfc4648#section-4)) with the folding white space that
//! DKIM allows.

use super::text::is_fws;

/// The result of decoding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Decoded {
    pub(super) octets: Vec<u8>,
    /// Whether the number of `=` at the end is correct.
    pub(super) is_padded: bool,
    /// Whether a single character is left over, which means that at least one is missing.
    pub(super) has_rest: bool,
}

/// Decodes a text. The error is the first invalid character with its position.
pub(super) fn decode(text: &str) -> Result<Decoded, (usize, char)> {
    let mut octets = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut count, mut padding) = (0_u32, 0_u32, 0_u32);
    for (at, c) in text.char_indices().filter(|&(_, c)| !is_fws(c)) {
        if c == '=' && padding < 2 {
            padding += 1;
            continue;
        }
        let value = value_of(c).filter(|_| padding == 0).ok_or((at, c))?;
        bits = (bits << 6 | value) & 0xff_ffff;
        count += 1;
        // Every character but the first of each four completes an octet.
        let left = match count % 4 {
            1 => continue,
            2 => 4,
            3 => 2,
            _ => 0,
        };
        octets.push(u8::try_from(bits >> left & 0xff).unwrap_or_default());
    }
    Ok(Decoded {
        octets,
        is_padded: (count + padding).is_multiple_of(4),
        has_rest: count % 4 == 1,
    })
}

/// The six bits that a character encodes; `None` if it is not base64.
const fn value_of(c: char) -> Option<u32> {
    let code = c as u32;
    match c {
        'A'..='Z' => Some(code - 'A' as u32),
        'a'..='z' => Some(code - 'a' as u32 + 26),
        '0'..='9' => Some(code - '0' as u32 + 52),
        '+' => Some(62),
        '/' => Some(63),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_every_length() {
        for (text, octets) in [
            ("", ""),
            ("Zg==", "f"),
            ("Zm8=", "fo"),
            ("Zm9v", "foo"),
            ("Zm9vYg==", "foob"),
            ("Zm 9v\r\n\tYmFy", "foobar"),
        ] {
            let decoded = decode(text).unwrap();
            assert_eq!(decoded.octets, octets.as_bytes(), "{text}");
            assert!(decoded.is_padded && !decoded.has_rest, "{text}");
        }
        assert_eq!(decode("+/9=").unwrap().octets, [0xfb, 0xff]);
    }

    #[test]
    fn padding_and_what_is_missing() {
        let bare = decode("Zm8").unwrap();
        assert!(bare.octets == b"fo" && !bare.is_padded && !bare.has_rest);
        assert!(decode("Zm9vY").unwrap().has_rest);
        assert!(!decode("Zm9v=").unwrap().is_padded);
        assert_eq!(decode("Zg=v"), Err((3, 'v')));
        assert_eq!(decode("Zg==="), Err((4, '=')));
        assert_eq!(decode("Zü"), Err((1, 'ü')));
        assert_eq!(decode("Z-"), Err((1, '-')));
    }
}
