//! SPF records ([RFC 7208](https://www.rfc-editor.org/rfc/rfc7208)): the whole grammar, each part with its place.
//!
//! [`parse`] reads any text. [`is_spf`] tells whether a receiver takes the text for an SPF record at all; a text
//! that fails that is still read as far as it resembles one, so that a page can show what went wrong.
//!
//! [`repair`] gives the record that a broken text was meant as.
//!
//! # Why a record goes on after its first mistake
//!
//! A receiver gives up at the first syntax error, wherever it is
//! ([section 4.6](https://www.rfc-editor.org/rfc/rfc7208#section-4.6)), and [`SpfRecord::outcome`] says so. People
//! want to know of all mistakes at once, and what the record would come to without them.

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
