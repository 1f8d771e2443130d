//! The exports of the JS module. They stand here because they would be in every other Wasm as well if they stood in the
//! library. What they do is in `dmarc_checker::web::module`, and what a program sees of them in `embed/module`.

#![allow(
    unreachable_pub,
    clippy::missing_errors_doc,
    reason = "exports are for JS"
)]

use dmarc_checker::web::module;
use js_sys::Promise;
use wasm_bindgen::prelude::*;

/// Nothing happens before a function is called.
fn main() {}

/// Begins a check.
#[wasm_bindgen]
pub fn check(settings: &module::Settings) -> Result<Promise, JsValue> {
    Ok(module::check(settings)?)
}

/// Reads a DMARC record.
#[wasm_bindgen(js_name = parseDmarc)]
pub fn parse_dmarc(text: &str) -> Result<JsValue, JsValue> {
    module::parse_dmarc(text)
}

/// Reads an SPF record.
#[wasm_bindgen(js_name = parseSpf)]
pub fn parse_spf(text: &str) -> Result<JsValue, JsValue> {
    module::parse_spf(text)
}

/// Explains a DMARC record tag by tag.
#[wasm_bindgen]
pub fn explain(text: &str) -> Result<JsValue, JsValue> {
    module::explain(text)
}

/// The catalogue of rules.
#[wasm_bindgen]
pub fn rules() -> Result<JsValue, JsValue> {
    module::rules()
}
