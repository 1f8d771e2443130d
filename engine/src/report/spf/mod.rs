//! SPF as a page shows it: the tree of records with its lookup counts, and whether one address may send.
//!
//! [`SpfView`] describes a [`Tree`](crate::spf::Tree) regardless of the sender. [`SenderView`] describes one
//! [`Evaluation`](crate::spf::Evaluation) and which nodes and terms of the view it passes through.
//!
//! # Why the view shows terms past the limits
//!
//! Receivers stop at the eleventh lookup. To decide what to remove, an owner needs to see every term. So the term that
//! exceeds the limit is marked, and the terms after it are shown as past the limit.

mod cause;
mod headline;
mod limit;
mod meaning;
mod node;
mod picture;
mod problem;
mod sender;
mod share;
mod term;
#[cfg(test)]
mod trial;
mod typed;
mod view;
pub(super) mod words;

pub use limit::SpfLimit;
pub use node::SpfNode;
pub use picture::{SpfPart, SpfPiece, SpfRun};
pub use sender::{SenderView, WayStep};
pub use share::SpfShare;
pub use term::{SpfNote, SpfTerm};
pub use typed::{Refusal, SenderField, Typed};
pub use view::SpfView;
