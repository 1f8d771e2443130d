//! [`Part`]: the parts of the program that a first visit does without, and how they are loaded.

use futures_util::FutureExt;
use futures_util::future::LocalBoxFuture;
use js_sys::Promise;
use js_sys::futures::JsFuture;
use wasm_bindgen::prelude::*;

/// A part of the program that a first visit does without.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// What makes and shows a report, behind the gates in `later.rs` and `later_views.rs`.
    Later,
    /// What somebody asks for, behind those in `on_demand.rs` and `on_demand_views.rs`. The later part comes with it.
    OnDemand,
}

#[wasm_bindgen]
extern "C" {
    /// Loads the part once, however often it is called, and tries again after a failure; `boot.js` defines it.
    #[wasm_bindgen(js_name = loadLater)]
    fn load_later() -> Promise;

    /// The same for the part on demand.
    #[wasm_bindgen(js_name = loadOnDemand)]
    fn load_on_demand() -> Promise;
}

/// Loads a part unless it is there, beginning at once. What goes wrong comes as a sentence.
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
