//! The laws of advice, held over a grid of records, reports and names, over broken records, and along every road.
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

mod laws {
    pub(crate) mod exceptions;
    pub(crate) mod follow;
    pub(crate) mod found;
    pub(crate) mod grid;
    pub(crate) mod judge;
    pub(crate) mod mutations;
    pub(crate) mod roads;
    pub(crate) mod spf;
    pub(crate) mod world;
}
