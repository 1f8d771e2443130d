//! The built page in real browsers: `cargo xtask test --only browser`.
//!
//! A test opens a window with [`visit`](browser_tests::visit::visit), which also fails at its end on errors, policy violations
//! and requests to other hosts. No test waits for a fixed time or asserts a duration.
//!
//! Domains below `.test` are those of the example zone under another name, so that the page queries them over the network.

// A test may panic anywhere.
#![allow(
    clippy::doc_markdown,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod accessibility;
mod address;
mod again;
mod around;
mod arrival;
mod boot;
mod budgets;
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
mod print;
mod resolver;
mod take_away;
