//! What each tag of a record means, and what the policy comes to for each kind of name.
//!
//! [`tag`] says what a tag's value in one record asks for, and where the value comes from; [`unstated`] lists
//! the tags that apply without standing there. [`effect`] puts the table of what receivers do into words.
//!
//! A policy asks and the receiver decides, so sentences here say "are asked to".

mod alignment;
mod discovery;
pub mod effect;
mod explanation;
mod historic;
mod policy;
mod reports;

pub use explanation::{Explanation, tag, unknown_tag, unstated};
