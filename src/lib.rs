//! map
pub mod discovery;
pub mod dns;
pub mod domain;
pub mod findings;
pub mod record;
