//! What is wrong with a domain's DMARC, what could be better, and what to know.
//!
//! One rule, one file in `rules/`; [`RULES`] is the sorted catalogue, which `build.rs` lists from that folder. A rule looks at
//! a record alone or at all [`Facts`](crate::discovery::Facts), and gives a [`Hit`] for each place where it applies. [`judge`] runs
//! them all; the hits of one rule are one [`Finding`].
//!
//! # Why rules are plain data
//!
//! The page shows the catalogue, tests loop over it, and a finding points to its rule, so that everything said
//! about a finding is in one place.

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
