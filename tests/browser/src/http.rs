//! [`Server`]: a small HTTP server on 127.0.0.1.

use std::convert::Infallible;
use std::sync::Arc;

use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;
use tokio::task::AbortHandle;

/// A request, whose body is never read.
pub(crate) type Request = hyper::Request<Incoming>;

pub(crate) type Response = hyper::Response<Full<Bytes>>;

/// A server that runs until it is dropped.
#[derive(Debug)]
pub(crate) struct Server {
    port: u16,
    /// The task that accepts connections.
    task: AbortHandle,
}

impl Server {
    /// Answers each request with the result of `handler`. When the browser cancels a request, hyper drops the future that
    /// `handler` returned, which is how aborted requests are detected.
    pub(crate) async fn start<H, F>(handler: H) -> Self
    where
        H: Fn(Request) -> F + Send + Sync + 'static,
        F: Future<Output = Response> + Send + 'static,
    {
        let listener = TcpListener::bind(("127.0.0.1", 0))
            .await
            .expect("there is a free port");
        let port = listener
            .local_addr()
            .expect("a listener has an address")
            .port();
        let handler = Arc::new(handler);
        let accept = async move {
            while let Ok((stream, _)) = listener.accept().await {
                let handler = Arc::clone(&handler);
                let service = service_fn(move |request| {
                    let response = handler(request);
                    async move { Ok::<_, Infallible>(response.await) }
                });
                // A broken connection is not the server's error.
                tokio::spawn(http1::Builder::new().serve_connection(TokioIo::new(stream), service));
            }
        };
        Self {
            port,
            task: tokio::spawn(accept).abort_handle(),
        }
    }

    /// The server's origin, as a URL without a path.
    pub(crate) fn origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Builds a response with a media type.
pub(crate) fn response(status: u16, media_type: &str, body: impl Into<Bytes>) -> Response {
    let response = hyper::Response::builder()
        .status(status)
        .header("content-type", media_type);
    response
        .body(Full::new(body.into()))
        .expect("a valid status and media type")
}
