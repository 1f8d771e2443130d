//! What SPF records come to ([RFC 7208](https://www.rfc-editor.org/rfc/rfc7208)).
//!
//! [`Tree`] follows `include` and `redirect` from a domain and shows, whoever the sender may be, what each record
//! authorizes and what it costs. It is pure: it says which questions it needs next, all of a level at once. [`check_host`]
//! is what a receiver does: one sender, one result, and the way to it.
//!
//! # Why the tree counts what a receiver may never reach
//!
//! A receiver stops at the first match, so a record beyond the limits still works for the senders that match early
//! and breaks for all others. The tree therefore counts the way of a sender that matches nothing, and goes on past
//! the limits, since whoever has to remove terms needs to see all of them.
//!
//! # How void look-ups are counted
//!
//! [Section 4.6.4](https://www.rfc-editor.org/rfc/rfc7208#section-4.6.4) limits the number of *terms* whose queries
//! find nothing, so a term counts once, however many hosts of it have no address. A receiver asks for addresses
//! of the sender's family alone, so IPv4 and IPv6 senders are counted apart.

mod cause;
mod evaluate;
mod limits;
mod reach;
mod result;
mod selection;
mod target;
mod tree;

pub use cause::Cause;
pub use evaluate::{Evaluation, Session, Step, StepOutcome, check_host};
pub use limits::{
    MAX_ADDRESSES, MAX_DEPTH, MAX_LOOKUPS, MAX_MX_HOSTS, MAX_NODES, MAX_PTR_NAMES, MAX_QUESTIONS,
    MAX_TERMS, MAX_VOIDS,
};
pub use reach::Reach;
pub use result::SpfResult;
pub use selection::{Missing, Selection};
pub use tree::{Authorized, Break, Count, Cut, Host, Node, NodeState, Target, TermNode, Tree};
