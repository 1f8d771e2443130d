//! Explains what each tag of a record means, and what the policy requests for each kind of name.
//!
//! [`tag`] explains what a tag's value in one record requests and where the value comes from. [`unstated`] lists the
//! absent tags that have a value. [`effect`] describes the table of what receivers are asked to do.
//!
//! A policy asks and the receiver decides, so these sentences say "are asked to".

mod alignment;
mod discovery;
pub mod effect;
mod explanation;
mod historic;
mod policy;
mod reports;

pub use explanation::{Explanation, tag, unknown_tag, unstated};
