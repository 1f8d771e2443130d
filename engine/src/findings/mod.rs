//! Finds what is wrong with a domain's DMARC setup, what could be better, and what is good to know.
//!
//! Every rule has one file in `rules/`; `build.rs` collects them into [`RULES`], the sorted catalogue. A rule examines a record
//! alone or all [`Facts`](crate::discovery::Facts), and returns a [`Hit`] for each place where it applies. [`judge`] runs them
//! all and groups the hits of a rule into one [`Finding`].
//!
//! # Why rules are plain data
//!
//! The page shows the catalogue, tests loop over it, and a finding points to its rule. Everything said about a finding is
//! therefore in one place.

mod about;
mod cures;
mod draft;
mod finding;
mod one_cause;
mod reader;
mod registry;
mod rule;
mod rules;
mod topic;

pub use about::About;
pub use draft::{
    judge_bimi, judge_dkim, judge_mta_sts, judge_policy_file, judge_spf, judge_tls_rpt,
};
pub use finding::{Finding, Findings, Hit, Suggestion};
pub use registry::{RULES, judge, judge_record, rule};
use rule::{Check, Text};
pub use rule::{Document, Reference, Rule, Severity};
pub use topic::Topic;
