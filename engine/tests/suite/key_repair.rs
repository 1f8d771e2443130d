//! The repair of DKIM key records: for a damaged record, it returns the original record or nothing.

#![allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]

use dmarc_engine::record::dkim::{Outcome, mangled, parse};
use proptest::prelude::*;
use proptest::sample::Index;

/// The base64 alphabet, in order.
const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Encodes octets as base64.
fn base64(octets: &[u8]) -> String {
    let mut text = String::new();
    for three in octets.chunks(3) {
        let bits = three
            .iter()
            .fold(0_u32, |bits, &octet| bits << 8 | u32::from(octet));
        let bits = bits << (8 * (3 - three.len()));
        for place in 0..4 {
            let six = usize::try_from(bits >> (18 - 6 * place) & 63).unwrap();
            text.push(if place > three.len() {
                '='
            } else {
                char::from(*ALPHABET.get(six).unwrap())
            });
        }
    }
    text
}

/// Encodes a DER value.
fn der(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len()).unwrap().to_be_bytes();
    [&[tag, 0x82, length[0], length[1]], content].concat()
}

/// The key record of an RSA key with this modulus.
fn record(modulus: &[u8]) -> String {
    let number = der(0x02, &[&[0, 0x80], modulus].concat());
    let numbers = der(0x30, &[number.as_slice(), &[0x02, 3, 1, 0, 1]].concat());
    let bits = der(0x03, &[&[0], numbers.as_slice()].concat());
    let algorithm = [
        0x30, 13, 0x06, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1, 5, 0,
    ];
    let key = der(0x30, &[algorithm.as_slice(), &bits].concat());
    format!("v=DKIM1; k=rsa; p={}", base64(&key))
}

/// Good records.
fn good() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::collection::vec(any::<u8>(), 127),
        prop::collection::vec(any::<u8>(), 255),
    ]
    .prop_map(|modulus| record(&modulus))
}

/// Inserts a text at a place of the key.
fn with(text: &str, at: Index, inserted: &str) -> String {
    let start = text.find("p=").or_else(|| text.find("p\\=")).unwrap() + 3;
    let mut place = start + at.index(text.len() - start);
    while !text.is_char_boundary(place) {
        place -= 1;
    }
    let (before, after) = text.split_at(place);
    format!("{before}{inserted}{after}")
}

/// Damages a text as happens when it is copied.
fn mutated(text: &str, kind: u8, at: Index) -> String {
    match kind {
        0 => text.replace(';', "\\;"),
        1 => text.replace(';', "\\;").replace('=', "\\="),
        2 => format!("\"{text}\""),
        3 => format!("\\\"{text}\\\""),
        4 => format!("\u{201c}{text}\u{201d}"),
        5 => format!("\"{}\"", with(text, at, "\" \"")),
        6 => format!("( \"{}\" )", with(text, at, "\"\n\t\"")),
        7 => format!(
            "s1._domainkey 300 IN TXT \"{}\" ; key s1",
            with(text, at, "\" \"")
        ),
        8 => format!(
            "{}-----END PUBLIC KEY-----",
            text.replace("p=", "p=-----BEGIN PUBLIC KEY-----")
        ),
        9 => with(text, at, "\u{200b}"),
        10 => with(text, at, "\\n"),
        11 => with(text, at, "\\\\"),
        12 => text.replace(';', "\\059"),
        _ => text.replace('+', " "),
    }
}

proptest! {
    #[test]
    fn a_good_key_is_not_repaired(text in good()) {
        prop_assert_eq!(parse(&text).outcome, Outcome::Ok);
        prop_assert_eq!(mangled(&text), None);
    }

    #[test]
    fn what_happened_once_is_undone(text in good(), kind in 0_u8..=13, at in any::<Index>()) {
        let changed = mutated(&text, kind, at);
        let found = mangled(&changed);
        let repaired = found.as_ref().and_then(|found| found.repaired());
        // A text without plus signs loses none.
        let expected = (changed != text).then_some(text.as_str());
        prop_assert_eq!(repaired, expected, "{}", changed);
    }

    #[test]
    fn what_happened_twice_is_undone_or_left(
        text in good(),
        kinds in (0_u8..=13, 0_u8..=13),
        places in any::<(Index, Index)>(),
    ) {
        let changed = mutated(&mutated(&text, kinds.0, places.0), kinds.1, places.1);
        let found = mangled(&changed);
        if let Some(repaired) = found.as_ref().and_then(|found| found.repaired()) {
            let whole = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(whole(repaired), whole(&text), "{}", changed);
        }
    }

    #[test]
    fn what_is_lost_stays_lost(text in good(), kind in 0_u8..=13, places in any::<(Index, Index)>()) {
        let start = text.find("p=").unwrap() + 2;
        let mut cut = text.clone();
        cut.remove(start + places.0.index(text.len() - start));
        let found = mangled(&mutated(&cut, kind, places.1));
        prop_assert_eq!(found.as_ref().and_then(|found| found.repaired()), None);
    }

    #[test]
    fn any_text_is_repaired_to_a_key_or_not_at_all(text in "\\PC{0,40}|[vkp=;\\\\\"() DKIM1TXT-]{0,40}") {
        if let Some(repaired) = mangled(&text).as_ref().and_then(|found| found.repaired()) {
            prop_assert_eq!(parse(repaired).outcome, Outcome::Ok);
        }
    }
}
