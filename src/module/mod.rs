//! The JS module: the checker without any view, for browsers and Node.
//!
//! `src/bin/module.rs` exports these functions, and `embed/module/index.js` is what a program imports: it loads the Wasm,
//! looks through what it is given, calls these and gives errors their classes. The objects are the twins of
//! [`json`]. Nothing of Yew is used here, so nothing of it is in the module's Wasm.

mod check;
mod fetch;
mod settings;

pub use check::check;
pub use settings::{Refused, Settings};

use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::JsValue;

use dmarc_engine::json;
use dmarc_engine::record::{dmarc, spf};

/// A DMARC record, read, with what is found in it.
///
/// # Errors
///
/// Says which value no JS object can hold. None is known.
pub fn parse_dmarc(text: &str) -> Result<JsValue, JsValue> {
    object(&json::record(&dmarc::parse(text)))
}

/// An SPF record, read, with what is found in it.
///
/// # Errors
///
/// As [`parse_dmarc`].
pub fn parse_spf(text: &str) -> Result<JsValue, JsValue> {
    object(&json::spf_record(&spf::parse(text)))
}

/// What a DMARC record means, tag by tag.
///
/// # Errors
///
/// As [`parse_dmarc`].
pub fn explain(text: &str) -> Result<JsValue, JsValue> {
    object(&json::explanation(&dmarc::parse(text)))
}

/// The catalogue of rules.
///
/// # Errors
///
/// As [`parse_dmarc`].
pub fn rules() -> Result<JsValue, JsValue> {
    object(&json::rules())
}

/// The plain JS object that a twin is.
fn object(twin: &impl Serialize) -> Result<JsValue, JsValue> {
    Ok(twin.serialize(&Serializer::json_compatible())?)
}
