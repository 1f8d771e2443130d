//! The widget on third-party pages in real browsers: `cargo xtask test --only browser`.
//!
//! A test shows a [`HostPage`](browser_tests::host_page::HostPage) and controls the [`Widget`](browser_tests::widget::Widget)
//! on it. An uncaught error fails it, as on the page.
//!
//! Each case runs in Chromium separately. Those that must pass everywhere also run in the other engines, one case after the
//! other in one browser (`engines.rs`).

// A test may panic anywhere.
#![allow(
    clippy::doc_markdown,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod accessibility;
mod arrival;
mod engines;
mod frame;
mod held;
mod hostile;
mod life;
mod many;
mod methods;
mod origins;
mod policy;
mod settings;
mod twice;

use browser_tests::engine::Engine;
use browser_tests::visit::{Setup, Visit, visit};
use thirtyfour::error::WebDriverResult;

/// A browser that starts on an empty page.
fn setup(engine: Engine) -> Setup {
    Setup {
        begins_on_page: false,
        keeps_front: false,
        ..Setup::new(engine)
    }
}

/// Runs a case in Chromium.
fn in_chromium(case: impl AsyncFnOnce(&Visit) -> WebDriverResult<()>) {
    visit(setup(Engine::Chromium), case);
}
