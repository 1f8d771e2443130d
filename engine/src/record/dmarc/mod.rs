//! DMARC Policy Records ([RFC 9989, sections 4.7 and 4.8](https://www.rfc-editor.org/rfc/rfc9989#section-4.7)),
//! including what only RFC 7489 defined.
//!
//! [`parse`] accepts any text. [`is_dmarc`] tells whether a receiver takes the text for a DMARC record at all. A text
//! that fails that test is still parsed, so that a page can show what is wrong.
//!
//! # Why one type holds both standards
//!
//! Receivers move from RFC 7489 to RFC 9989 one by one, so for years a record means what both standards say. The record
//! keeps every tag; [`DmarcRecord::outcome`] and the effective values follow RFC 9989.

mod edit;
mod parse;
mod problem;
mod record;
mod repair;
mod tag;
mod uri;
mod values;

pub use edit::{Difference, Segment, difference};
pub use parse::{is_dmarc, parse, resembles_dmarc};
pub use problem::{Problem, ProblemKind};
pub use record::{DmarcRecord, Effective, Origin, Outcome, Tag, Value};
pub(crate) use repair::quoting;
pub use repair::{
    Edit, Manner, Merged, Reading, Repair, Slip, is_unclear, merged, readings, repair, tidy,
};
pub use tag::TagName;
pub use uri::{ReportUri, UriProblem};
pub use values::{Alignment, FailureOption, Policy, Psd};
