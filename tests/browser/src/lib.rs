//! The built page in real browsers: the harness of the tests in `tests/page/` and `tests/widget/`.
//!
//! ```text
//! browser --- site: dist/ below a sub-path        (site.rs)
//!    |  \---- driver: WebDriver, each test a fresh context (engine.rs, browser.rs, visit.rs)
//!    +------- front: DNS over HTTPS with faults   (front.rs)
//!               \--- dnsdist --- BIND             (dns.rs)
//! ```
//!
//! Everything listens on 127.0.0.1, and no other host is ever contacted: browsers are configured for that, and every test in
//! Chromium verifies it.
//!
//! # The structure of a test
//!
//! [`visit`](visit::visit) opens a window on the page and passes a [`Visit`](visit::Visit) to the test. When the test is over,
//! it looks for unexpected events: an error on the console, a violation of the Content-Security-Policy, a request to another
//! host, a missing file. Tests wait for conditions and never for a fixed time.
//!
//! # What tests share
//!
//! The name servers, and the browsers, because starting one takes longer than most tests. Tests are isolated nevertheless: each
//! has its own page host, resolver and browser context, and a browser is closed after a failed test.
//!
//! # Why this is a separate crate
//!
//! So that work on the engine does not require compiling a WebDriver client.

// A harness ends a test with a message, which is what a panic does. All errors are WebDriver's, and "WebDriver" and "WebKit"
// are names, not code.
#![allow(
    clippy::doc_markdown,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::missing_errors_doc,
    clippy::missing_panics_doc,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used
)]

pub mod axe;
pub mod behavior;
mod browser;
mod control;
pub mod dns;
pub mod engine;
pub mod environment;
pub mod front;
pub mod host_page;
mod http;
mod judge;
pub mod message;
pub mod page;
pub mod process;
pub mod replay;
pub mod site;
pub mod visit;
pub mod wait;
pub mod watch;
pub mod widget;
