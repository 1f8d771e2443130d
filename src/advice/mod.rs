//! Where a domain stands on the road to `p=reject`, in a sentence, and what to publish next.
//!
//! # Why stages and not grades
//!
//! `p=none` with reports that somebody reads is right for some weeks, and wrong as a place to stay. A grade
//! would punish the first to warn of the second. A stage says where the domain is, and the next step what
//! comes after it, when, and when not.

mod advise;
mod next_step;
mod stage;
mod steps;
mod verdict;

pub use advise::advise;
pub(crate) use next_step::in_words;
pub use next_step::{NextStep, Publication};
pub use stage::{Stage, State, stage};
pub use verdict::{Verdict, verdict};
