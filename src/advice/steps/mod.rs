//! The steps, by what they are for.

pub(super) mod begin;
pub(super) mod lock;
pub(super) mod repair;
pub(super) mod tighten;
