//! The sentences about the limits.

use std::fmt;

use crate::report::spf::words::ordinal;
use crate::report::words::counted;
use crate::spf::{MAX_LOOKUPS, MAX_VOIDS};

/// A sentence about the use of a limit, or its count.
pub(super) enum Message {
    /// The count and the limit; `is_open` if the count is a lower bound.
    Figures {
        spent: usize,
        limit: usize,
        is_open: bool,
    },
    /// The counts of void lookups for IPv4 and IPv6 senders.
    FiguresByFamily {
        ipv4: usize,
        ipv6: usize,
        is_open: bool,
    },
    NoLookup,
    LookupsLeft {
        left: usize,
        is_open: bool,
        is_close: bool,
    },
    /// How many lookups exceed the limit.
    TooManyLookups(usize),
    NoVoids {
        is_open: bool,
    },
    Voids,
    TooManyVoids(Senders),
}

/// The senders for which there are too many void lookups.
pub(super) enum Senders {
    All,
    Ipv4,
    Ipv6,
}

impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Figures {
                spent,
                limit,
                is_open,
            } => write!(f, "{}{spent} of {limit}", at_least(is_open)),
            Self::FiguresByFamily {
                ipv4,
                ipv6,
                is_open,
            } => write!(
                f,
                "{}{ipv4} of {MAX_VOIDS} for IPv4, {ipv6} of {MAX_VOIDS} for IPv6",
                at_least(is_open)
            ),
            Self::NoLookup => f.write_str("No term needs a lookup."),
            Self::LookupsLeft {
                left,
                is_open,
                is_close,
            } => {
                write!(
                    f,
                    "Receivers allow {MAX_LOOKUPS} lookups across all records. "
                )?;
                match (left, is_open) {
                    (0, _) => f.write_str("None left"),
                    (_, false) => write!(f, "{left} left"),
                    (_, true) => write!(f, "At most {left} left"),
                }?;
                f.write_str(if is_close {
                    ", and a service that changes its own record may use more."
                } else {
                    "."
                })
            }
            Self::TooManyLookups(excess) => write!(
                f,
                "Receivers allow {MAX_LOOKUPS} lookups across all records and return permerror at the {}. Remove {}.",
                ordinal(MAX_LOOKUPS + 1),
                counted(excess, "lookup", "lookups")
            ),
            Self::NoVoids { is_open: false } => f.write_str("Every lookup finds something."),
            Self::NoVoids { is_open: true } => f.write_str("Every lookup so far finds something."),
            Self::Voids => write!(
                f,
                "Lookups that find nothing. RFC 7208 recommends a limit of {MAX_VOIDS}."
            ),
            Self::TooManyVoids(ref senders) => {
                let whose = match senders {
                    Senders::All => "",
                    Senders::Ipv4 => " for IPv4 senders",
                    Senders::Ipv6 => " for IPv6 senders",
                };
                write!(
                    f,
                    "Lookups that find nothing. RFC 7208 recommends a limit of {MAX_VOIDS}. Receivers that apply it \
                     return permerror at the {}{whose}; others continue.",
                    ordinal(MAX_VOIDS + 1)
                )
            }
        }
    }
}

/// What precedes a lower bound.
const fn at_least(is_open: bool) -> &'static str {
    if is_open { "at least " } else { "" }
}
