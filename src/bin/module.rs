//! Exports for the script of the JS module.

#![allow(unreachable_pub, reason = "exports are reached from JavaScript")]

// Everything else happens when an export is called.
fn main() {
    dmarc_checker::prepare();
}

#[cfg(target_arch = "wasm32")]
mod exports {
    use dmarc_checker::module;
    use js_sys::Promise;
    use wasm_bindgen::prelude::*;

    /// Starts a check; see [`module::check`].
    #[wasm_bindgen]
    pub fn check(settings: &module::Settings) -> Result<Promise, JsValue> {
        Ok(module::check(settings)?)
    }

    /// Parses a DMARC record.
    #[wasm_bindgen(js_name = parseDmarc)]
    pub fn parse_dmarc(text: &str) -> Result<JsValue, JsValue> {
        module::parse_dmarc(text)
    }

    /// Parses an SPF record.
    #[wasm_bindgen(js_name = parseSpf)]
    pub fn parse_spf(text: &str) -> Result<JsValue, JsValue> {
        module::parse_spf(text)
    }

    /// Explains a DMARC record tag by tag.
    #[wasm_bindgen]
    pub fn explain(text: &str) -> Result<JsValue, JsValue> {
        module::explain(text)
    }

    /// Returns the catalog of rules.
    #[wasm_bindgen]
    pub fn rules() -> Result<JsValue, JsValue> {
        module::rules()
    }
}
