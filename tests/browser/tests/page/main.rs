//! The built page in real browsers: `cargo xtask test --only browser`.
//!
//! A test opens a window with [`visit`](browser_tests::visit::visit), which also looks at its end for errors,
//! violations of the policy and requests to elsewhere. Nothing waits for a time and nothing is judged by one.
//!
//! Domains below `.test` are those of the example zone below another name, so that the page asks for them.

// A test may end by a panic anywhere.
#![allow(
    clippy::doc_markdown,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod accessibility;
mod address;
mod around;
mod arrival;
mod boot;
mod embed;
mod engines;
mod examples;
mod faults;
mod first_paint;
mod harness;
mod hostile;
mod input;
mod keyboard;
mod looks;
mod module;
mod resolver;
mod take_away;
