//! The steps, by what they are for.

pub(super) mod begin;
pub(super) mod lock;
pub(super) mod mend_spf;
pub(super) mod repair;
pub(super) mod sign;
pub(super) mod tighten;
