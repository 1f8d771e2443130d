//! What holds for any input ([`properties`]), and the laws of advice, held over a grid of records, reports and names, over broken
//! records, and along every road. They are apart from the other tests because they take their time.
//!
//! Advice may be followed by someone who understands none of it. So each record that a plan publishes is laid over the
//! zone and judged again: it asks for no more than one rung above today, opens nothing unsaid, rests on reports that
//! arrive, is clean, moves something, and leads to an end.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test says what it expects by failing"
)]

mod exceptions;
mod follow;
mod found;
mod grid;
mod judge;
mod mutations;
mod properties;
mod roads;
mod spf;
mod world;
