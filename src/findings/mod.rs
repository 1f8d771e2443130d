//! What is wrong with a domain's DMARC, what could be better, and what to know.
//!
//! One rule, one file in `rules/`; [`RULES`] is the sorted catalogue. A rule looks at a record alone or at all
//! [`Facts`](crate::discovery::Facts), and gives a [`Hit`] for each place where it applies. [`judge`] runs
//! them all; the hits of one rule are one [`Finding`].
//!
//! # Why rules are plain data
//!
//! The page shows the catalogue, tests loop over it, and a finding points to its rule, so that everything said
//! about a finding is in one place.

mod about;
mod cures;
mod finding;
mod kept_draft;
mod one_cause;
mod reader;
mod registry;
mod rule;
mod rules;
mod spf_draft;
mod topic;

pub use about::About;
pub use finding::{Finding, Findings, Hit, Suggestion};
pub use kept_draft::{judge_bimi, judge_dkim, judge_mta_sts, judge_policy_file, judge_tls_rpt};
pub use registry::{RULES, judge, judge_record, rule};
pub use rule::{Check, Document, Reference, Rule, Severity};
pub use spf_draft::judge_spf;
pub use topic::Topic;
