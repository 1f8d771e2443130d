//! What large receivers ask of those who send to them, and how far DNS shows that a domain meets it.
//!
//! [`RECEIVERS`] is plain data: each receiver with its requirements, whom they bind and where they can be read.
//! [`judge`](Requirement::judge) is a pure function of the facts, and [`requirements`] puts all of it into words.
//!
//! # Why most of it stays open
//!
//! Receivers judge mail, and DNS shows only what a domain publishes. A record that is there says that a requirement
//! can be met, not that each message meets it; addresses, TLS, headers and complaints show in mail alone. So "cannot be
//! seen in DNS" is an answer of its own, and neither a pass nor a failure.

mod catalogue;
mod judge;
mod requirement;
mod view;

pub use catalogue::{AS_OF, RECEIVERS};
pub use requirement::{Fulfilment, Judgement, Receiver, Requirement, Senders, Subject};
pub use view::{ReceiverView, RequirementView, RequirementsView, requirements};
