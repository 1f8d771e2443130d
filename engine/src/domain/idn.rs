//! Converts internationalized names to A-labels and back.
//!
//! There are two converters because the tables of the `idna` crate take 45 kB of compressed Wasm, while every browser
//! has them built into `URL`. Native builds use the crate; Wasm calls a converter that its host provides. Both include
//! a small Punycode decoder, which browsers do not offer.

#[cfg(target_arch = "wasm32")]
use std::cell::Cell;

use super::DomainName;
use super::input::is_refused;
use super::punycode::decode;

#[cfg(target_arch = "wasm32")]
thread_local! {
    /// Converts a host name as typed to A-labels; `None` for text that can't be a host name.
    static CONVERTER: Cell<fn(&str) -> Option<String>> = const { Cell::new(|_| None) };
}

/// Sets the function that converts names to A-labels. It must follow UTS #46 and return `None` for text that can't be a
/// host name.
///
/// In Wasm, call this before anything else: without it, only ASCII names can be read.
#[cfg(target_arch = "wasm32")]
pub fn convert_names_with(converter: fn(&str) -> Option<String>) {
    CONVERTER.set(converter);
}

/// Converts a host name as typed to A-labels; `None` for text that can't be a host name.
#[cfg(not(target_arch = "wasm32"))]
pub(super) fn to_ascii(host: &str) -> Option<String> {
    idna::domain_to_ascii(host).ok()
}

/// Converts a host name as typed to A-labels; `None` for text that can't be a host name.
#[cfg(target_arch = "wasm32")]
pub(super) fn to_ascii(host: &str) -> Option<String> {
    CONVERTER.get()(host)
}

/// The name in Unicode. An A-label is decoded only if the result converts back to the same name.
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
                // Converters accept more than names may contain. What is shown must convert back to the same name.
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
        // "xn--a" does not decode to a name, upper case would not survive the way back, and names have no brackets.
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
