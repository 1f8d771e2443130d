//! Where a domain stands on the road to `p=reject`, in a sentence, and what to publish next.
//!
//! # Why stages and not grades
//!
//! `p=none` with reports that somebody reads is right for some weeks, and wrong as a place to stay. A grade
//! would punish the first to warn of the second. A stage says where the domain is, and the next step what
//! comes after it, when, and when not.

mod advise;
mod caveat;
mod draft;
mod evidence;
mod gates;
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
pub use known::Known;
pub use movement::{Asked, CanPass, Move, Movement, Reader};
pub use plan::{By, Choice, Gate, Plan, Publication, Task, TaskId};
pub use stage::{Stage, State, stage};
pub use verdict::{Verdict, verdict};
