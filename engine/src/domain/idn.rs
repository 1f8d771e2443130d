//! Internationalized names, to A-labels and back.
//!
//! Why two ways to convert: the tables of the `idna` crate cost 45 kB of compressed Wasm, while every
//! browser carries them behind `URL`. So native builds call the crate, and Wasm calls what its host hands over; only a small
//! Punycode decoder, which no browser offers, is in both.

#[cfg(target_arch = "wasm32")]
use std::sync::OnceLock;

use super::DomainName;
use super::input::is_refused;
use super::punycode::decode;

/// What converts a host name as typed to A-labels; `None` when it cannot be one.
#[cfg(target_arch = "wasm32")]
static CONVERTER: OnceLock<fn(&str) -> Option<String>> = OnceLock::new();

/// Has names converted by `converter`, which goes by UTS #46 and gives `None` for what cannot be a host name.
///
/// In Wasm this comes before everything else: without it no name outside of ASCII can be read. The first call counts.
#[cfg(target_arch = "wasm32")]
pub fn convert_names_with(converter: fn(&str) -> Option<String>) {
    CONVERTER.get_or_init(|| converter);
}

/// Converts a host name as typed to A-labels; `None` when it cannot be one.
#[cfg(not(target_arch = "wasm32"))]
pub(super) fn to_ascii(host: &str) -> Option<String> {
    idna::domain_to_ascii(host).ok()
}

/// Converts a host name as typed to A-labels; `None` when it cannot be one.
#[cfg(target_arch = "wasm32")]
pub(super) fn to_ascii(host: &str) -> Option<String> {
    CONVERTER.get()?(host)
}

/// The name as people write it: A-labels decoded where they decode to something that converts back to
/// the same name, and left alone where they do not.
///
/// # Example
///
/// ```
/// use dmarc_engine::domain::{DomainName, to_unicode};
///
/// let name = DomainName::new("xn--bcher-kva.example").unwrap();
/// assert_eq!(to_unicode(&name), "bücher.example");
/// ```
pub fn to_unicode(name: &DomainName) -> String {
    if !name.labels().any(|label| label.starts_with("xn--")) {
        return name.to_string();
    }
    let decoded = name
        .labels()
        .map(|label| {
            label
                .strip_prefix("xn--")
                .and_then(decode)
                // Converters take more than names have. What is shown has to be read again as the same.
                .filter(|label| !label.contains(is_refused))
                .unwrap_or_else(|| label.to_owned())
        })
        .collect::<Vec<_>>()
        .join(".");
    match to_ascii(&decoded) {
        Some(ascii) if ascii == name.as_str() => decoded,
        _ => name.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_convert_back_stays_as_it_is() {
        // "xn--a" decodes to nothing useful, an upper-case letter would not survive the way back, and no name has brackets.
        for text in [
            "xn--a.example",
            "xn--zzzz99999999.example",
            "xn----t4t4a.example",
            "plain.example",
        ] {
            let name = DomainName::new(text).unwrap();
            assert_eq!(to_unicode(&name), text);
        }
    }
}
