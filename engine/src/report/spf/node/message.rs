//! The sentences about a name of the SPF tree.

use std::fmt;

use super::LARGE;
use crate::dns::LookupError;
use crate::report::spf::words::whom;
use crate::report::words::{capitalized, counted};
use crate::spf::{Authorized, Missing};

/// A sentence about what was found at a name.
pub(super) enum Message<'a> {
    Pending,
    LetsSend {
        authorized: &'a Authorized,
        /// Whether there are records below.
        has_below: bool,
    },
    Missing(&'a Missing),
    Broken {
        fault: Fault<'a>,
        is_root: bool,
    },
    Failed(&'a LookupError),
    /// The name has macros, so it depends on the mail.
    Varies,
    /// This check does not go further.
    Cut,
    /// How many lookups a record takes, and the records below it.
    Cost(usize, usize),
    /// The record has more terms than this check evaluates.
    MoreTerms,
    LargeAnswer(usize),
}

/// What ends the evaluation of a receiver that gets to a name.
pub(super) enum Fault<'a> {
    Syntax,
    Several(usize),
    Missing(&'a Missing),
    /// The name leads back to this one.
    Loop(String),
    BadName,
}

impl fmt::Display for Message<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Pending => f.write_str("Checking."),
            Self::LetsSend {
                authorized,
                has_below,
            } => {
                let below = if *has_below {
                    ", including the records below"
                } else {
                    ""
                };
                match (whom(authorized), authorized.is_partial) {
                    (Some(whom), false) => write!(f, "{} may send{below}.", capitalized(&whom)),
                    (None, false) => write!(f, "It allows no sender{below}."),
                    (Some(whom), true) => {
                        write!(f, "At least {whom} may send{below}. The rest is not known.")
                    }
                    (None, true) => write!(f, "It is not known who may send{below}."),
                }
            }
            Self::Missing(missing) => Fault::Missing(missing).fmt(f),
            Self::Broken { fault, is_root } => {
                let end = if *is_root {
                    "Receivers return permerror."
                } else {
                    "A receiver that gets here returns permerror."
                };
                write!(f, "{fault} {end}")
            }
            Self::Failed(error) => write!(
                f,
                "The query failed: {error}. A receiver that gets no answer either returns temperror."
            ),
            Self::Varies => f.write_str(
                "The name depends on the message, so its target and its lookups differ from sender to sender.",
            ),
            Self::Cut => f.write_str("Not checked: this check has reached its limit."),
            Self::Cost(own, 0) => f.write_str(&counted(*own, "lookup", "lookups")),
            Self::Cost(own, below) => {
                write!(f, "{own} here + {below} below = {} lookups", own + below)
            }
            Self::MoreTerms => {
                f.write_str("The record has more terms than this check evaluates.")
            }
            Self::LargeAnswer(size) => write!(
                f,
                "The whole answer has about {size} bytes. RFC 7208 advises to stay below {LARGE}, so that it fits into \
                 one UDP packet."
            ),
        }
    }
}

impl fmt::Display for Fault<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax => f.write_str("The record has a syntax error."),
            Self::Several(count) => {
                let records = counted(*count, "SPF record", "SPF records");
                write!(f, "{records}, so none counts.")
            }
            Self::Missing(Missing::NxDomain) => {
                f.write_str("The name does not exist, so there is no SPF record.")
            }
            Self::Missing(Missing::NoData) => {
                f.write_str("No TXT record, so there is no SPF record.")
            }
            Self::Missing(Missing::OtherTexts(_)) => {
                f.write_str("TXT records, but receivers recognize none as SPF.")
            }
            Self::Loop(ancestor) => write!(
                f,
                "This loops back to {ancestor}, further up, until the lookup limit is reached."
            ),
            Self::BadName => f.write_str("No record can exist at this name."),
        }
    }
}
