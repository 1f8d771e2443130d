//! The engine of a DMARC checker: what DNS says about a domain's policy, what that means, and what to publish next.
//!
//! The engine depends on no browser and no network: the program that runs it provides a [`dns::Resolver`]. The package
//! `dmarc-checker` builds the page, the widget and the JS module on it.
//!
//! # Flow
//!
//! Data flows in one direction, and each module imports only from those before it:
//!
//! ```text
//! text -> DomainName -> questions -> Answers -> parsed records -> MailSetup -> Facts -> Findings -> Advice -> Report
//!         domain        dns                     record, spf       mail_setup discovery findings  advice    report
//! ```
//!
//! - [`domain`]: what people type, and the domain name in it.
//! - [`dns`]: questions, answers and resolvers: DNS over HTTPS, a zone in memory, a recording.
//! - [`record`]: the parsers for DMARC, SPF, DKIM, BIMI, MTA-STS and TLS-RPT. They import nothing.
//! - [`vendors`]: the vendors that names in DNS reveal, and the DKIM selectors to try. Also imports nothing.
//! - [`spf`]: the evaluation of SPF records: the tree of includes with its lookup counts, and `check_host()`.
//! - [`mail_setup`]: the DNS records around the policy: the SPF tree, DKIM keys, mail hosts, MTA-STS, TLS-RPT, BIMI, and the
//!   vendors that they reveal.
//! - [`discovery`]: the tree walk of RFC 9989, the corresponding RFC 7489 result, and report destinations. It gathers
//!   [`discovery::Facts`], first those that decide the policy, then the rest.
//! - [`findings`]: the catalogue of rules, one per file, and what they find.
//! - [`explain`]: what each tag means, and why receivers differ.
//! - [`advice`]: the stage, the verdict and the line below it, and the plan. Steps of the road propose changes to records; each
//!   is simulated on the facts, and its gates follow from what it changes for mail.
//! - [`requirements`]: what large receivers require from senders, and how far DNS shows that it is met.
//! - [`report`]: all of this as plain data, with its sections in the sentences that the page shows.
//! - [`json`] and [`markdown`]: the report as text, for programs and for people.
//!
//! # Invariants
//!
//! - A parser never fails and never loses a byte.
//! - The engine sends queries only through [`dns::Resolver`], reads no clock and draws no random numbers. It never panics.
//! - Gather first, then judge: findings and advice are pure functions of the facts, so they run again whenever an answer arrives.
//!   Advice comes after findings, since it applies the rules to the records that it proposes.
//! - "No such record", "no such name" and "the query failed" are kept apart everywhere.
//! - Nothing is stated that the answer to a failed query could change, so a failure never leads to a claim that has to be
//!   withdrawn.
//! - Every sentence about DMARC is in `explain`, `findings`, `advice`, `requirements`, `report` or an error's `Display`, so that
//!   the page, the Markdown and the JSON always agree.
//! - Text from DNS, a URL or a file is hostile: it is shown as text and never becomes markup.
//!
//! # Three kinds of wrong
//!
//! The input is not a domain name: [`domain::InputError`]. A query failed: [`dns::LookupError`]. The record is wrong: never an
//! error, always data.
//!
//! # Scope
//!
//! This crate judges the DMARC policy of a domain: its record, how receivers find it, what they are asked to do, where reports
//! go, and what to publish next. It also reads the DNS records around the policy: SPF and its lookups, DKIM keys at selectors
//! that can be guessed, mail hosts, MTA-STS, TLS-RPT, BIMI. It connects to no mail server, fetches no policy file or logo, and
//! verifies no mail.
//!
//! # Why RFC 9989 and RFC 7489 side by side
//!
//! RFC 9989 replaced RFC 7489 in May 2026, and receivers switch one by one. If the two differ, both results are shown. RFC 7489
//! depends on a public suffix list in some cases, which [`discovery::SuffixList`] reads. Until the list is available, such
//! results are shown as open.

// Here and not for the workspace: this is the package that others call.
#![warn(missing_docs)]

pub mod advice;
pub mod discovery;
pub mod dns;
pub mod domain;
pub mod explain;
pub mod findings;
pub mod json;
pub mod mail_setup;
pub mod markdown;
pub mod record;
pub mod report;
pub mod requirements;
pub mod spf;
pub mod vendors;
