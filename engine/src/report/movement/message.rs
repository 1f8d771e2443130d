//! The sentences about what a task changes for mail.

use std::fmt;

use super::Alike;
use crate::advice::{Asked, Reader};
use crate::discovery::Handling;
use crate::domain::{DomainName, to_unicode};
use crate::report::words::joined;
use crate::spf::Reach;

/// What receivers are asked to do today.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Today {
    Clear(Asked),
    /// The least and the most, as receivers read the record differently.
    Between(Asked, Asked),
}

/// A sentence about which mail can pass at a name, today and then.
#[derive(PartialEq, Eq)]
pub(super) enum Message<'a> {
    Spf(&'a DomainName, Reach, Reach),
    /// The organizational domains with which mail has to align.
    Alignment(&'a DomainName, &'a DomainName, &'a DomainName),
    /// How strict alignment becomes; before it was the contrary.
    Strictness {
        name: &'a DomainName,
        by: Method,
        is_strict: bool,
    },
}

/// A way to pass DMARC.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Method {
    Dkim,
    Spf,
}

impl fmt::Display for Alike {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self
            .names
            .iter()
            .map(|(name, kinds)| named(name, *kinds))
            .collect();
        let names = joined(&names).unwrap_or_default();
        f.write_str(match self.reader {
            None => "Failing",
            Some(Reader::Rfc9989) => "At receivers on RFC 9989, failing",
            Some(Reader::Rfc7489) => "At receivers on RFC 7489, failing",
        })?;
        let (from, to) = (self.from, asked(self.to));
        write!(f, " mail from {names}: {from}, then {to}.")
    }
}

impl fmt::Display for Today {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Clear(from) => write!(f, "{} today", asked(from)),
            Self::Between(lowest, highest) => write!(
                f,
                "{} or {} today (receivers read the record differently)",
                asked(lowest),
                asked(highest)
            ),
        }
    }
}

impl fmt::Display for Message<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Spf(name, from, to) => write!(
                f,
                "SPF for {}: {} today, then {}.",
                to_unicode(name),
                reached(from),
                reached(to)
            ),
            Self::Alignment(name, from, to) => write!(
                f,
                "Alignment for {}: within {} today, then within {}.",
                to_unicode(name),
                to_unicode(from),
                to_unicode(to)
            ),
            Self::Strictness {
                name,
                by,
                is_strict,
            } => {
                let method = match by {
                    Method::Dkim => "DKIM",
                    Method::Spf => "SPF",
                };
                let name = to_unicode(name);
                let change = if is_strict {
                    "relaxed today, then strict"
                } else {
                    "strict today, then relaxed"
                };
                write!(f, "{method} alignment for {name}: {change}.")
            }
        }
    }
}

/// A name with the kinds of names that change with it, in words.
fn named(name: &DomainName, [this, existing, invented]: [bool; 3]) -> String {
    let name = to_unicode(name);
    match (this, existing, invented) {
        (true, true, true) => format!("{name} and all its subdomains"),
        (true, true, false) => format!("{name} and its existing subdomains"),
        (true, false, true) => format!("{name} and its subdomains that do not exist"),
        (true, false, false) => name,
        (false, true, true) => format!("all subdomains of {name}"),
        (false, true, false) => format!("existing subdomains of {name}"),
        (false, false, _) => format!("subdomains of {name} that do not exist"),
    }
}

/// A requested handling as a noun.
fn asked(asked: Asked) -> String {
    let word = match asked.handling {
        Handling::NoDmarc => "no DMARC policy",
        Handling::None => "no action requested",
        Handling::Quarantine => "quarantine",
        Handling::Reject => "reject",
        Handling::CouldNotTell | Handling::NeedsSuffixList => "unknown",
    };
    if asked.percent < 100 {
        format!("{word} for {}% of it", asked.percent)
    } else {
        word.to_owned()
    }
}

/// Which senders pass SPF.
const fn reached(reach: Reach) -> &'static str {
    match reach {
        Reach::Everyone => "every sender passes",
        Reach::Named => "only listed senders pass",
        Reach::Nobody => "no sender passes",
        Reach::PermError => "an error (permerror) for some or all senders",
        Reach::NoRecord => "no record",
        Reach::Unknown => "unknown",
    }
}
