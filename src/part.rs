//! [`Part`]: the parts of the program that are loaded after the first one, and their loader.

use futures_util::FutureExt;
use futures_util::future::LocalBoxFuture;
use js_sys::Promise;
use js_sys::futures::JsFuture;
use wasm_bindgen::prelude::*;

/// A separately loaded part of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Builds and shows the report; behind the gates in `later.rs` and `later_views.rs`.
    Later,
    /// Features on request; behind the gates in `on_demand.rs` and `on_demand_views.rs`. Loading it also loads the later part.
    OnDemand,
}

#[wasm_bindgen]
extern "C" {
    /// Loads the later part once, however often it is called, and retries after a failure. Defined in `boot.js`.
    #[wasm_bindgen(js_name = loadLater)]
    fn load_later() -> Promise;

    /// Like `loadLater`, for the on-demand part.
    #[wasm_bindgen(js_name = loadOnDemand)]
    fn load_on_demand() -> Promise;
}

/// Loads a part unless it is loaded already. Starts when called, not when first polled. The error is a sentence for the visitor.
pub(super) fn load(part: Part) -> LocalBoxFuture<'static, Result<(), String>> {
    let loading = JsFuture::from(match part {
        Part::Later => load_later(),
        Part::OnDemand => load_on_demand(),
    });
    let told = loading.map(|result| match result {
        Ok(_) => Ok(()),
        Err(error) => Err(error.as_string().unwrap_or_default()),
    });
    told.boxed_local()
}
