//! SPF evaluation ([RFC 7208](https://www.rfc-editor.org/rfc/rfc7208)).
//!
//! [`Tree`] follows `include` and `redirect` from a domain and shows, for any sender, what each record authorizes and
//! how many lookups it takes. It does no I/O: it returns the questions it needs next, a whole level at a time.
//! [`check_host`] does what a receiver does: it takes one sender, and returns the result and how it was reached.
//!
//! # Why the tree counts what a receiver may never reach
//!
//! A receiver stops at the first match, so a record that exceeds the limits still works for senders that match early,
//! and breaks for all others. Therefore the tree counts for a sender that matches nothing. It continues past the
//! limits, because an owner needs to see every term to decide what to remove.
//!
//! # How void lookups are counted
//!
//! [Section 4.6.4](https://www.rfc-editor.org/rfc/rfc7208#section-4.6.4) limits the number of *terms* whose queries
//! find nothing, so a term counts once, no matter how many of its hosts have no address. A receiver queries only
//! addresses of the sender's family, so IPv4 and IPv6 senders are counted separately.

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
