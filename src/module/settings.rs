//! [`Settings`]: what a check is told, as JS has it.

use js_sys::{Function, Promise};
use serde::Serialize;
use wasm_bindgen::prelude::*;

use crate::Choice;
use crate::browser::random_label;
use dmarc_engine::discovery::Options;
use dmarc_engine::domain::{DomainName, read};

#[wasm_bindgen]
extern "C" {
    /// What a check is told. `embed/module/index.js` makes it, and has made sure of the types.
    pub type Settings;

    /// What to check, as a person types it.
    #[wasm_bindgen(method, getter)]
    pub(super) fn domain(this: &Settings) -> String;

    /// The id of a resolver on offer, or the URL of another.
    #[wasm_bindgen(method, getter)]
    pub(super) fn resolver(this: &Settings) -> Option<String>;

    /// DKIM selectors to try.
    #[wasm_bindgen(method, getter)]
    fn selectors(this: &Settings) -> Vec<String>;

    /// Whether to try every DKIM selector that is known.
    #[wasm_bindgen(method, getter, js_name = allSelectors)]
    fn all_selectors(this: &Settings) -> bool;

    /// Gets a URL: `(url, signal) => Promise<[status, mediaType, Uint8Array]>`.
    #[wasm_bindgen(method, getter)]
    pub(super) fn get(this: &Settings) -> Function;

    /// Is told how far the check is: `(answered, asked) => void`. It never throws.
    #[wasm_bindgen(method, getter, js_name = onProgress)]
    pub(super) fn on_progress(this: &Settings) -> Function;

    /// Rejects with the reason when the check is to end.
    #[wasm_bindgen(method, getter)]
    pub(super) fn stopped(this: &Settings) -> Promise;
}

/// Why a check is not begun.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Refused {
    /// What is not usable: `domain` or `resolver`.
    argument: &'static str,
    /// Why, in a sentence.
    message: String,
}

impl From<Refused> for JsValue {
    fn from(refused: Refused) -> Self {
        // Two texts are never refused themselves.
        serde_wasm_bindgen::to_value(&refused).unwrap_or_default()
    }
}

/// The domain that a text stands for.
pub(super) fn domain_of(text: &str) -> Result<DomainName, Refused> {
    match read(text) {
        Ok(input) => Ok(input.domain),
        Err(error) => Err(Refused {
            argument: "domain",
            message: error.to_string(),
        }),
    }
}

/// The resolver that is meant: the first on offer where none is.
pub(super) fn choice_of(text: Option<&str>) -> Result<Choice, Refused> {
    text.map_or_else(|| Ok(Choice::default()), Choice::named)
        .map_err(|message| Refused {
            argument: "resolver",
            message,
        })
}

impl Settings {
    /// What the engine is told.
    pub(super) fn options(&self, is_example: bool) -> Options {
        let mut options = Options {
            selectors: self.selectors(),
            all_selectors: self.all_selectors(),
            ..Options::default()
        };
        if !is_example {
            options.invented_label = random_label("made-up-");
        }
        options
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_resolver_is_known_by_name_or_by_url() {
        let chosen = |text| choice_of(text).map(|choice| choice.to_text().to_owned());
        assert_eq!(chosen(None).unwrap(), "cloudflare");
        assert_eq!(chosen(Some("google")).unwrap(), "google");
        let own = "https://dns.example.net/dns-query";
        assert_eq!(chosen(Some(own)).unwrap(), own);
        assert_eq!(
            chosen(Some("quad9")).unwrap_err(),
            Refused {
                argument: "resolver",
                message: "A resolver's URL begins with https:// (http:// only for 127.0.0.1 and localhost). These are \
                          known by name: cloudflare, google, dns-sb."
                    .to_owned(),
            }
        );
    }

    #[test]
    fn a_domain_is_read_as_on_the_page() {
        assert_eq!(
            domain_of("User@Example.com").unwrap().as_str(),
            "example.com"
        );
        let refused = domain_of("").unwrap_err();
        assert_eq!(refused.argument, "domain");
        assert_eq!(refused.message, "Type a domain, such as example.com.");
    }
}
