//! map
pub mod dns;
pub mod domain;
pub mod record;
