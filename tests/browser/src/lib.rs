//! The built page in real browsers: what the tests in `tests/page/` and `tests/widget/` stand on.
//!
//! ```text
//! browser --- site: dist/ below a sub-path        (site.rs)
//!    |  \---- driver: WebDriver, each test a fresh context (engine.rs, browser.rs, visit.rs)
//!    +------- front: DNS over HTTPS with faults   (front.rs)
//!               \--- dnsdist --- BIND             (dns.rs)
//! ```
//!
//! Everything listens on 127.0.0.1 and nothing else is ever contacted: browsers are told so, and every
//! test in Chromium checks it.
//!
//! # How a test reads
//!
//! [`visit`](visit::visit) opens a window on the page and hands a [`Visit`](visit::Visit) to the test. When the test is
//! over it looks for what nobody expected: an error on the console, a violation of the Content-Security-Policy, a
//! request to somewhere else, a file that is missing. Tests wait for what they expect and never for a time.
//!
//! # What tests share
//!
//! The name servers, and browsers, since opening one takes longer than most tests. No test knows of another all the same:
//! each has a page's host, a resolver and a browser context of its own, and a browser in which a test has failed is closed.
//!
//! # Why a crate of its own
//!
//! So that nobody who works on the engine compiles a WebDriver client.

// A harness is to end the test with a message, which is what a panic does. All errors are WebDriver's,
// which is a name, as WebKit is.
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
