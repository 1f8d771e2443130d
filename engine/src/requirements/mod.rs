//! What large receivers require from senders, and how far DNS shows that a domain meets it.
//!
//! [`RECEIVERS`] is plain data: each receiver with its requirements, to whom they apply and where they are published.
//! [`judge`](Requirement::judge) is a pure function of the facts, and [`requirements`] puts the results into words.
//!
//! # Why most of it stays open
//!
//! Receivers judge mail, and DNS only shows what a domain publishes. A record shows that a requirement can be met, not that every
//! message meets it; addresses, TLS, headers and complaints show only in mail. So "not visible in DNS" is a result of its own,
//! neither a pass nor a failure.

mod catalogue;
mod judge;
mod requirement;
mod view;

pub use catalogue::{AS_OF, RECEIVERS};
pub use requirement::{Fulfilment, Judgement, Receiver, Requirement, Senders, Subject};
pub use view::{ReceiverView, RequirementView, RequirementsView, requirements};
