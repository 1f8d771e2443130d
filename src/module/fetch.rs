//! [`HostFetch`]: HTTP transport that calls a function of the host program.

use js_sys::futures::JsFuture;
use js_sys::{Array, Function, Promise, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::AbortSignal;

use crate::fetch::{Received, within};
use dmarc_engine::dns::{HttpReply, Transport, TransportError};

/// Sends DNS-over-HTTPS queries with a JS function: `(url, signal) => Promise<[status, mediaType, Uint8Array]>`.
///
/// The function comes from `embed/module/index.js` and calls the program's own `fetch` or the global one. It rejects on every
/// error, so the reply needs no validation here.
pub(super) struct HostFetch(pub(super) Function);

impl Transport for HostFetch {
    async fn get(&self, url: &str, time_limit: u32) -> Result<HttpReply, TransportError> {
        within(time_limit, async |signal| {
            receive(&self.0, url, signal).await
        })
        .await
    }
}

/// Calls the function for `url`.
async fn receive(
    get: &Function,
    url: &str,
    signal: Option<AbortSignal>,
) -> Result<Received, JsValue> {
    let reply = get.call2(&JsValue::UNDEFINED, &url.into(), &signal.into())?;
    let reply = Array::from(&JsFuture::from(Promise::resolve(&reply)).await?);
    // The cast saturates, so a number out of range can't become a success status.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let status = reply.get(0).as_f64().unwrap_or_default() as u16;
    let media_type = reply.get(1).as_string().unwrap_or_default();
    let body = Uint8Array::new(&reply.get(2)).to_vec();
    Ok((status, media_type, body))
}
