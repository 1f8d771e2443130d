//! SPF as a page shows it: the tree of records with its arithmetic, and whether one address may send.
//!
//! [`SpfView`] is worked out from a [`Tree`](crate::spf::Tree), whoever the sender may be. [`SenderView`] puts one
//! [`Evaluation`](crate::spf::Evaluation) into words and says which nodes and terms of the view lie on its way.
//!
//! # Why the view goes on behind the limits
//!
//! Receivers stop at the eleventh look-up. Whoever has to remove terms needs to see all of them, so the term that
//! breaks the limit is marked and those behind it are still shown, as past it.

mod cause;
mod headline;
mod limit;
mod meaning;
mod node;
mod picture;
mod problem;
mod sender;
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
pub use term::{SpfNote, SpfTerm};
pub use typed::{Refusal, SenderField, Typed};
pub use view::SpfView;
