//! The engine of a DMARC checker: what DNS says about a domain's policy, what that means, and what to publish next.
//!
//! It knows no browser and no network: whoever runs it brings a [`dns::Resolver`]. The page, the widget and the JS module are
//! the package `dmarc-checker` around it.
//!
//! # Flow
//!
//! Data flows one way, and each module imports only from those before it:
//!
//! ```text
//! text -> DomainName -> questions -> Answers -> parsed records -> MailSetup -> Facts -> Findings -> Advice -> Report
//!         domain        dns                     record, spf       mail_setup discovery findings  advice    report
//! ```
//!
//! - [`domain`]: what people type, and the name it stands for.
//! - [`dns`]: questions, answers, and who answers: DNS over HTTPS, a zone in memory, a recording.
//! - [`record`]: the parsers: DMARC, and beside it SPF, DKIM, BIMI, MTA-STS and TLS-RPT. They import nothing.
//! - [`vendors`]: the vendors that names in DNS show, and the DKIM selectors to try. It imports nothing either.
//! - [`spf`]: what SPF records come to: the tree of includes with its arithmetic, and `check_host()`.
//! - [`mail_setup`]: what stands in DNS around the policy: the SPF tree, DKIM keys, mail hosts, MTA-STS, TLS-RPT, BIMI, and
//!   the vendors that all of it shows.
//! - [`discovery`]: the tree walk of RFC 9989, the RFC 7489 answer beside it, report destinations; gathers
//!   [`discovery::Facts`], first those that decide the policy, then the rest.
//! - [`findings`]: the catalogue of rules, one a file, and what they find.
//! - [`explain`]: what each tag means, and why receivers differ.
//! - [`advice`]: the stage, the verdict and the line below it, and the plan: steps of the road propose changes to records;
//!   each is simulated over the facts, what it moves is measured, and gates follow from that.
//! - [`requirements`]: what large receivers ask of senders, and how far DNS shows that it is met.
//! - [`report`]: all of it as plain data, and its sections in the sentences that the page shows.
//! - [`json`] and [`markdown`]: the report as text for programs and for people.
//!
//! # Invariants
//!
//! - A parser never fails and never loses a byte.
//! - The engine asks only through [`dns::Resolver`], reads no clock and draws no random numbers; it never panics.
//! - Gather, then judge: findings and advice are pure functions of the facts, so they run again whenever an
//!   answer arrives. Advice comes after findings, since it judges what a record to publish would be found to be.
//! - No such record, no such name and could not ask are three things everywhere.
//! - What a failed question could change is not stated: a fault never yields a claim that its answer would take back.
//! - Every sentence about DMARC stands in `explain`, `findings`, `advice`, `requirements`, `report` or an error's
//!   `Display`, so that the page, the Markdown and the JSON never tell different stories.
//! - Text from DNS, a URL or a file is hostile: it is shown as text and never becomes markup.
//!
//! # Three kinds of wrong
//!
//! What was typed is no domain name: [`domain::InputError`]. It could not be asked: [`dns::LookupError`]. The
//! record is wrong: never an error, always data.
//!
//! # Scope
//!
//! This crate judges the DMARC policy of a domain: its record, how receivers find it, what they are asked to do,
//! who gets reports, and what to publish next. Around that it reads what DNS says: SPF and
//! what it costs, DKIM keys at selectors that can be guessed, mail hosts, MTA-STS, TLS-RPT, BIMI. It connects to no mail
//! server, fetches no policy file or logo, and verifies no mail.
//!
//! # Why RFC 9989 and RFC 7489 side by side
//!
//! RFC 9989 replaced RFC 7489 in May 2026, and receivers move one by one. Where the two differ, both answers are
//! shown. What RFC 7489 leaves to a public suffix list is shown as open where the list would be needed and is not
//! at hand; [`discovery::SuffixList`] reads it.

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
