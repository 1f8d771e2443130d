//! Export of reports: conversion to JSON and download as a file.

use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

use super::browser::document;

/// Serializes a value as indented JSON with a trailing newline.
///
/// The browser does the formatting: `serde_json` would add 13 kB to the first load.
pub(super) fn json(value: &impl Serialize) -> Option<String> {
    let value = object(value)?;
    let text = js_sys::JSON::stringify_with_replacer_and_space(
        &value,
        &JsValue::NULL,
        &JsValue::from_f64(2.0),
    );
    Some(format!("{}\n", String::from(text.ok()?)))
}

/// Converts a value to the object that parsing its JSON would return.
pub(super) fn object(value: &impl Serialize) -> Option<JsValue> {
    value.serialize(&Serializer::json_compatible()).ok()
}

/// Downloads a text as a file.
pub(super) fn save(name: &str, media_type: &str, text: &str) -> Option<()> {
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    let parts = js_sys::Array::of1(&JsValue::from_str(text));
    let blob = Blob::new_with_str_sequence_and_options(&parts, &options).ok()?;
    let url = Url::create_object_url_with_blob(&blob).ok()?;
    let link: HtmlAnchorElement = document()?.create_element("a").ok()?.dyn_into().ok()?;
    link.set_href(&url);
    link.set_download(name);
    link.click();
    // The browser reads the blob after this returns; a minute is ample.
    gloo_timers::callback::Timeout::new(60_000, move || {
        let _ = Url::revoke_object_url(&url);
    })
    .forget();
    Some(())
}
