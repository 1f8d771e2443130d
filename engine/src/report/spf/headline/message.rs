//! The sentences of the headline.

use std::fmt;

use super::Last;
use crate::dns::LookupError;
use crate::record::spf::Qualifier;
use crate::report::spf::cause::{Clause, is_recommended};
use crate::report::spf::words::whom;
use crate::report::words::{capitalized, counted};
use crate::spf::Authorized;

/// A sentence about the SPF of a domain, the first value.
pub(super) enum Message<'a> {
    Several(&'a str, usize),
    NxDomain(&'a str),
    /// A text resembles an SPF record, but receivers do not recognize it.
    Unrecognized(&'a str),
    NoRecord(&'a str),
    Failed(&'a str, &'a LookupError),
    NotKnownYet(&'a str),
    Following(&'a str),
    /// The record leads further than this check goes.
    Cut(&'a str),
    PartlyKnown(&'a str, Clause<'a>),
    SyntaxError(&'a str),
    Breaks(&'a str, Clause<'a>),
    AllowsEveryone(&'a str),
    Allows(&'a str, &'a Authorized, Last),
}

impl fmt::Display for Message<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Several(name, count) => write!(
                f,
                "{name} has {}, so receivers return permerror. No mail passes SPF as {name}.",
                counted(*count, "SPF record", "SPF records")
            ),
            Self::NxDomain(name) => write!(
                f,
                "{name} does not exist in DNS, so no mail passes SPF as {name}."
            ),
            Self::Unrecognized(name) => write!(
                f,
                "A TXT record at {name} looks like SPF, but receivers do not recognize it. No mail passes SPF as {name}."
            ),
            Self::NoRecord(name) => write!(
                f,
                "{name} has no SPF record, so no mail passes SPF as {name}."
            ),
            Self::Failed(name, error) => {
                write!(f, "The SPF record of {name} could not be checked: {error}.")
            }
            Self::NotKnownYet(name) => write!(f, "The SPF record of {name} is not known yet."),
            Self::Following(name) => write!(f, "Following the SPF record of {name}."),
            Self::Cut(name) => write!(
                f,
                "The SPF record of {name} leads to more than this check follows."
            ),
            Self::PartlyKnown(name, clause) => write!(
                f,
                "{}. The SPF result for {name} is only partly known.",
                capitalized(&clause.to_string())
            ),
            Self::SyntaxError(name) => write!(
                f,
                "The SPF record of {name} has a syntax error, so receivers return permerror. No mail passes SPF as \
                 {name}."
            ),
            Self::Breaks(name, clause) => {
                let who = if is_recommended(clause.cause) {
                    "many receivers return permerror"
                } else {
                    "receivers return permerror"
                };
                write!(
                    f,
                    "SPF of {name} breaks: {clause}. Unless an earlier term matches, {who}."
                )
            }
            Self::AllowsEveryone(name) => write!(
                f,
                "SPF allows every address on the internet to send as {name}."
            ),
            Self::Allows(name, authorized, last) => match (whom(authorized), last) {
                (None, Last::Says(Qualifier::Fail)) => {
                    write!(f, "SPF allows no sender for {name}.")
                }
                (None, _) => write!(f, "SPF allows no sender for {name}; {last}."),
                (Some(whom), _) => write!(f, "SPF allows {whom} to send as {name}; {last}."),
            },
        }
    }
}

impl fmt::Display for Last {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Says(Qualifier::Fail) => "all others fail",
            Self::Says(Qualifier::SoftFail) => "all others get softfail (probably not authorized)",
            Self::Says(Qualifier::Neutral) => "all others get neutral (no statement)",
            Self::Says(Qualifier::Pass) => "all others pass",
            Self::Nothing => "all others get neutral, since there is no all",
            Self::Depends => "for others, it depends on the message",
        })
    }
}
