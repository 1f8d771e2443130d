//! How far a domain is on the road to `p=reject`, in a sentence, and what to publish next.
//!
//! # Why stages and not grades
//!
//! `p=none` with reports that someone reads is right for some weeks, and wrong as a place to stay. A grade
//! would punish the first to warn of the second. A stage says where the domain is, and the next step what
//! comes after it, when, and when not.
//!
//! # Why proposals and not text
//!
//! A step that writes its own record and its own warnings can be wrong about both: an edit of one tag may raise the
//! policy of names that the step never thought of. So a step only proposes changes to records, and what they do is
//! worked out by the same code that judges the records of today:
//!
//! ```text
//! Facts -> Proposal -> Facts as they would be -> Movement -> gates, words, roll-back
//! ```
//!
//! - A step of the road says when it is its turn and proposes a [`Proposal`](crate::discovery::Proposal).
//! - [`Facts::with`](crate::discovery::Facts::with) lays the changes over the answers and reads them again. It asks nothing:
//!   what would have to be asked is unknown.
//! - [`Movement`] compares both, for each kind of receiver and each kind of name: what is asked, and who can pass.
//! - Gates follow from the movement by one table. What DNS shows is not asked of the owner; what it cannot show is.
//!
//! [`advise`] puts the tasks together. One that needs another first waits for it, and has no record until then.
//!
//! # Why the verdict has two parts
//!
//! [`verdict`] rests on the questions that decide the policy, which take one round trip, and never changes after that.
//! [`caveat`] says what the policy alone does not show, and is settled when its own answers are in. Until then
//! [`Caveat::so_far`] has its place.

mod advise;
mod caveat;
mod draft;
mod evidence;
mod gates;
mod key_words;
mod known;
mod movement;
mod plan;
mod readings;
mod records;
mod road;
mod situation;
mod spf_words;
mod stage;
mod verdict;

pub use advise::advise;
pub use caveat::{Caveat, caveat};
pub use key_words::{key_fault, key_faults};
pub use known::Known;
pub use movement::{Asked, CanPass, Move, Movement, Reader};
pub use plan::{By, Choice, Gate, Plan, Publication, Task, TaskId};
pub use stage::{Stage, State, stage};
pub use verdict::{Verdict, verdict};
