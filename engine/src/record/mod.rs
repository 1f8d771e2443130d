//! The parsers. Each turns a text into a record that knows the place of every part and what is wrong with it.
//!
//! A parser never fails and never loses a byte. It imports nothing from the rest of the crate, so a page, a widget and
//! a test can all use it.

mod base64;
pub mod bimi;
pub mod dkim;
pub mod dmarc;
mod kind;
pub(crate) mod meant;
pub mod mta_sts;
pub(crate) mod order;
pub(crate) mod seen;
pub mod spf;
mod tag_list;
mod tagged;
mod text;
pub mod tls_rpt;
pub mod uri;

pub use kind::{Kind, OfKind};
pub use tag_list::{Element, elements};
pub use tagged::{ListProblem, Problem, RecordOutcome, Tag, TagNames};
pub use text::{Span, describe_char};
