//! [`Settings`]: the arguments of a check as a JS object.

use js_sys::{Function, Promise};
use serde::Serialize;
use wasm_bindgen::prelude::*;

use crate::Choice;
use crate::browser::random_label;
use dmarc_engine::discovery::Options;
use dmarc_engine::domain::{DomainName, read};

#[wasm_bindgen]
extern "C" {
    /// The arguments of a check. `embed/module/index.js` builds the object and has validated its types.
    pub type Settings;

    /// The domain, URL or email address to check, as typed.
    #[wasm_bindgen(method, getter)]
    pub(super) fn domain(this: &Settings) -> String;

    /// The id of a built-in resolver, or the URL of a custom one.
    #[wasm_bindgen(method, getter)]
    pub(super) fn resolver(this: &Settings) -> Option<String>;

    /// Additional DKIM selectors to try.
    #[wasm_bindgen(method, getter)]
    fn selectors(this: &Settings) -> Vec<String>;

    /// Whether to try every known DKIM selector.
    #[wasm_bindgen(method, getter, js_name = allSelectors)]
    fn all_selectors(this: &Settings) -> bool;

    /// Fetches a URL: `(url, signal) => Promise<[status, mediaType, Uint8Array]>`.
    #[wasm_bindgen(method, getter)]
    pub(super) fn get(this: &Settings) -> Function;

    /// Reports progress: `(answered, asked) => void`. It never throws.
    #[wasm_bindgen(method, getter, js_name = onProgress)]
    pub(super) fn on_progress(this: &Settings) -> Function;

    /// Rejects with the abort reason when the check is to stop.
    #[wasm_bindgen(method, getter)]
    pub(super) fn stopped(this: &Settings) -> Promise;
}

/// An argument that prevents a check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Refused {
    /// The invalid argument: `domain` or `resolver`.
    argument: &'static str,
    /// What is wrong with it, as a sentence.
    message: String,
}

impl From<Refused> for JsValue {
    fn from(refused: Refused) -> Self {
        // Serializing two strings doesn't fail.
        serde_wasm_bindgen::to_value(&refused).unwrap_or_default()
    }
}

/// Reads the domain from a typed text.
pub(super) fn domain_of(text: &str) -> Result<DomainName, Refused> {
    match read(text) {
        Ok(input) => Ok(input.domain),
        Err(error) => Err(Refused {
            argument: "domain",
            message: error.to_string(),
        }),
    }
}

/// Reads the resolver; the default if none is given.
pub(super) fn choice_of(text: Option<&str>) -> Result<Choice, Refused> {
    text.map_or_else(|| Ok(Choice::default()), Choice::named)
        .map_err(|message| Refused {
            argument: "resolver",
            message,
        })
}

impl Settings {
    /// Converts to the engine's options. Example domains get no random label, since their zone is fixed.
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
                message: "A resolver's URL must begin with https:// (http:// only for 127.0.0.1 and localhost). These are \
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
        assert_eq!(refused.message, "Enter a domain, such as example.com.");
    }
}
