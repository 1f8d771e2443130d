//! [`Fetch`]: HTTP transport that uses the browser's `fetch`.

use std::pin::pin;

use futures_util::future::{Either, select};
use gloo_net::http::Request;
use gloo_timers::future::TimeoutFuture;
use web_sys::{AbortController, AbortSignal, ReferrerPolicy, RequestCache, RequestCredentials};

use super::browser::{is_offline, now, whole};
use dmarc_engine::dns::{HttpReply, Transport, TransportError};

/// Sends DNS-over-HTTPS queries with the browser's `fetch`.
///
/// A GET with this `Accept` header needs no CORS preflight, so a query costs one round trip.
#[derive(Debug, Clone, Copy, Default)]
pub struct Fetch;

/// Aborts the request on drop, after a timeout or when the last waiter is gone.
struct EndOnDrop(Option<AbortController>);

impl Drop for EndOnDrop {
    fn drop(&mut self) {
        if let Some(controller) = &self.0 {
            controller.abort();
        }
    }
}

impl Transport for Fetch {
    async fn get(&self, url: &str, time_limit: u32) -> Result<HttpReply, TransportError> {
        within(time_limit, async |signal| receive(url, signal).await).await
    }
}

/// Status, media type and body of a reply.
pub(super) type Received = (u16, String, Vec<u8>);

/// Sends a request and waits for the complete reply, at most `time_limit` milliseconds. When the wait ends early, the signal
/// passed to `request` aborts it.
pub(super) async fn within<E>(
    time_limit: u32,
    request: impl AsyncFnOnce(Option<AbortSignal>) -> Result<Received, E>,
) -> Result<HttpReply, TransportError> {
    let started = now();
    let mut guard = EndOnDrop(AbortController::new().ok());
    let signal = guard.0.as_ref().map(AbortController::signal);
    let reply = pin!(request(signal));
    match select(reply, TimeoutFuture::new(time_limit)).await {
        Either::Left((Ok((status, media_type, body)), _)) => {
            // The request is complete; there is nothing to abort.
            guard.0 = None;
            Ok(HttpReply {
                status,
                media_type,
                body,
                elapsed: whole(now() - started),
            })
        }
        // Checked only after a failure: a browser may report that it is offline and still reach a local resolver.
        Either::Left((Err(_), _)) if is_offline() => Err(TransportError::Offline),
        Either::Left((Err(_), _)) => Err(TransportError::Unreachable),
        Either::Right(((), _)) => Err(TransportError::Timeout),
    }
}

/// Fetches `url` without credentials or referrer.
async fn receive(url: &str, signal: Option<AbortSignal>) -> Result<Received, gloo_net::Error> {
    let response = Request::get(url)
        .header("Accept", "application/dns-message")
        .credentials(RequestCredentials::Omit)
        .referrer_policy(ReferrerPolicy::NoReferrer)
        // The page keeps answers for their TTL itself; one from the browser's cache would arrive with the TTL of long ago.
        .cache(RequestCache::NoStore)
        .abort_signal(signal.as_ref())
        .send()
        .await?;
    let media_type = response.headers().get("content-type").unwrap_or_default();
    Ok((response.status(), media_type, response.binary().await?))
}
