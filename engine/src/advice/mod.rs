//! Turns facts into advice: how far a domain is on the road to `p=reject`, in a sentence, and what to publish next.
//!
//! # Why stages and not grades
//!
//! `p=none` with reports that are read is right for some weeks, but not as a permanent state. A grade that warns of staying there
//! would also punish a domain that has just started. A stage says where the domain is; the next step says what comes after, when
//! to take it, and when not to.
//!
//! # Why proposals and not text
//!
//! A step that wrote its own record and its own warnings could get both wrong: changing one tag may raise the policy of names
//! that the step never considered. So a step only proposes changes to records, and the code that judges today's records works out
//! what they do:
//!
//! ```text
//! Facts -> Proposal -> Facts as they would be -> Movement -> gates, words, roll-back
//! ```
//!
//! - A step of the road decides whether it is due and returns a [`Proposal`](crate::discovery::Proposal).
//! - [`Facts::with`](crate::discovery::Facts::with) applies the changes to the answers and evaluates them again. It sends no
//!   queries: what would need one is unknown.
//! - [`Movement`] compares both, for each kind of receiver and each kind of name: what is asked, and who can pass.
//! - One table maps the movement to gates. The owner is asked only what DNS can't show.
//!
//! [`advise`] puts the tasks together. A task that depends on another waits for it, and shows no record until then.
//!
//! # Why the verdict has two parts
//!
//! [`verdict`] depends only on the queries that decide the policy. They take one round trip, and the verdict never changes
//! afterwards. [`caveat`] says what the policy alone does not show, and is final once its own answers are in. Until then
//! [`Caveat::so_far`] takes its place.

mod advise;
mod caveat;
mod draft;
mod evidence;
mod gates;
mod key_words;
mod known;
mod movement;
mod plan;
mod question;
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
pub use question::OwnerQuestion;
pub use stage::{Stage, State, stage};
pub use verdict::{Verdict, verdict};
