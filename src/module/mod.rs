//! The JS module: the checker without a view, for browsers and Node.
//!
//! `src/bin/module.rs` exports these functions. Programs import `embed/module/index.js`, which loads the Wasm, validates
//! arguments, calls these functions and turns errors into its error classes. The returned objects mirror the types in [`json`].
//! Nothing here uses Yew, so the module's Wasm doesn't contain it.

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

/// Parses a DMARC record and lists the findings about it.
///
/// # Errors
///
/// Serialization fails if a value has no JS equivalent. No such value is known.
pub fn parse_dmarc(text: &str) -> Result<JsValue, JsValue> {
    object(&json::record(&dmarc::parse(text)))
}

/// Parses an SPF record and lists the findings about it.
///
/// # Errors
///
/// As [`parse_dmarc`].
pub fn parse_spf(text: &str) -> Result<JsValue, JsValue> {
    object(&json::spf_record(&spf::parse(text)))
}

/// Explains a DMARC record tag by tag.
///
/// # Errors
///
/// As [`parse_dmarc`].
pub fn explain(text: &str) -> Result<JsValue, JsValue> {
    object(&json::explanation(&dmarc::parse(text)))
}

/// Returns the catalog of rules.
///
/// # Errors
///
/// As [`parse_dmarc`].
pub fn rules() -> Result<JsValue, JsValue> {
    object(&json::rules())
}

/// Converts a [`json`] value to a plain JS object.
fn object(twin: &impl Serialize) -> Result<JsValue, JsValue> {
    Ok(twin.serialize(&Serializer::json_compatible())?)
}
