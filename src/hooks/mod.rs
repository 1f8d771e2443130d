//! Hooks: everything with side effects or state that outlives one render.

mod use_check;
mod use_module;
mod use_part;
mod use_route;

pub(super) use use_check::use_check;
pub(super) use use_module::{Module, use_module};
pub(super) use use_part::{Loading, use_part};
pub(super) use use_route::use_route;
