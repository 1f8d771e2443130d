//! Properties for any input ([`properties`]), and the laws of advice over a grid of records, reports and names, over broken
//! records, and along every road. They are separate from the other tests because they are slow.
//!
//! A reader may follow advice without understanding it. So each record that a plan publishes is applied to the zone, and the
//! result is judged again: the policy rises by one step at most, no permission is added without a notice, reports arrive, the
//! record is clean, something changes, and the road ends.

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
