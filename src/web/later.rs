//! Loads the part of the program behind the [`gates`](super::gates).

use futures_util::FutureExt;
use futures_util::future::LocalBoxFuture;
use js_sys::futures::JsFuture;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// Loads the part once, however often it is called, and tries again after a failure; `boot.js` defines it.
    #[wasm_bindgen(js_name = loadLater)]
    fn load_later() -> js_sys::Promise;
}

/// Loads the part unless it is there, beginning at once. What goes wrong comes as a sentence.
pub(super) fn load() -> LocalBoxFuture<'static, Result<(), String>> {
    let loading = JsFuture::from(load_later());
    let told = loading.map(|result| match result {
        Ok(_) => Ok(()),
        Err(error) => Err(error.as_string().unwrap_or_default()),
    });
    told.boxed_local()
}
