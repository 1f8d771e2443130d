//! SPF records ([RFC 7208](https://www.rfc-editor.org/rfc/rfc7208)): a parser for the whole grammar that keeps the
//! place of every part.
//!
//! [`parse`] accepts any text. [`is_spf`] tells whether a receiver takes the text for an SPF record at all. A text that
//! fails that test is still parsed as far as it resembles one, so that a page can show what is wrong.
//!
//! [`repair`] rewrites a broken record as it was meant.
//!
//! # Why parsing continues after the first mistake
//!
//! A receiver gives up at a syntax error, wherever it is
//! ([section 4.6](https://www.rfc-editor.org/rfc/rfc7208#section-4.6)), and [`SpfRecord::outcome`] says so. An owner
//! needs to know all mistakes at once, and what the record would do without them.

mod domain_spec;
mod macros;
mod network;
mod parse;
mod problem;
mod read_term;
mod record;
mod repair;
mod term;

pub use domain_spec::{DomainProblem, DomainSpec};
pub use macros::{Expansion, MacroLetter, MacroPart, MacroProblem, MacroString};
pub use network::{LengthProblem, Lengths, Network, NetworkProblem};
pub use parse::{allows_everyone, allows_nobody, is_spf, parse, resembles_spf, was_meant_as_spf};
pub use problem::{Consequence, Problem, ProblemKind};
pub use record::{Outcome, SpfRecord};
pub use repair::{Edit, Repair, Slip, is_ignored_term, is_wide, joints, parted, repair};
pub use term::{Content, Mechanism, Modifier, Qualifier, Term, TermName};
