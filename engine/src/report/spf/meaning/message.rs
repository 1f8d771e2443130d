//! The sentences about what a term means.

use std::fmt;

use crate::record::spf::{Network, Qualifier};
use crate::report::spf::words::{listed, result_of, size};
use crate::report::words::{capitalized, counted};

/// A sentence about a term, with the qualifier that decides what senders get.
pub(super) enum Message {
    Unreadable,
    /// `exp`, which leads to the text at this name.
    Explanation(String),
    UnknownModifier,
    NoEffect,
    Redirect(String),
    All {
        qualifier: Qualifier,
        /// Whether an `include` leads to the record.
        is_included: bool,
    },
    Include(String, Qualifier),
    Ip(Network, Qualifier),
    Ptr(String, Qualifier),
    ExistsPending(String),
    Exists(String, Qualifier),
    ExistsNot(String),
    ExistsForSome(String, Qualifier),
    HostsPending(Hosts, String),
    Hosts {
        hosts: Hosts,
        name: String,
        qualifier: Qualifier,
        networks: Vec<Network>,
    },
    HostsForSome(Hosts, String, Qualifier),
    /// The target is not a name that DNS can represent.
    BadName(String),
    Nothing,
}

/// Whose addresses a term names.
#[derive(Clone, Copy)]
pub(super) enum Hosts {
    A,
    /// As many mail hosts.
    Mx(usize),
}

impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable => f.write_str(
                "Receivers cannot read it, so they return permerror for the whole record.",
            ),
            Self::Explanation(name) => write!(
                f,
                "Senders that fail may be shown the text at {name}. It does not count as a lookup."
            ),
            Self::UnknownModifier => f.write_str("Receivers ignore it."),
            Self::NoEffect => f.write_str("It has no effect."),
            Self::Redirect(name) => {
                write!(f, "If nothing matches, the record of {name} decides.")
            }
            Self::All {
                qualifier,
                is_included,
            } => f.write_str(all(*qualifier, *is_included)),
            Self::Include(name, Qualifier::Pass) => {
                write!(f, "Allows every sender that {name} allows.")
            }
            Self::Include(name, qualifier) => {
                write!(f, "Senders that {name} allows {}.", get(*qualifier))
            }
            Self::Ip(network, qualifier) => {
                let network = capitalized(&size(*network));
                write!(f, "{network} {}.", get(*qualifier))
            }
            Self::Ptr(name, qualifier) => write!(
                f,
                "Servers whose reverse DNS name is {name} or below it {}.",
                get(*qualifier)
            ),
            Self::ExistsPending(name) => write!(f, "Checking whether {name} has an address."),
            Self::Exists(name, qualifier) => write!(
                f,
                "{name} has an address, so every sender {}.",
                get(*qualifier)
            ),
            Self::ExistsNot(name) => {
                write!(f, "If {name} had an address, every sender would match.")
            }
            Self::ExistsForSome(name, qualifier) => write!(
                f,
                "Senders for which {name} has an address {}. The name depends on the message, so it can't be evaluated \
                 here.",
                get(*qualifier)
            ),
            Self::HostsPending(hosts, name) => write!(f, "Looking up the {hosts} of {name}."),
            Self::Hosts {
                hosts,
                name,
                qualifier,
                networks,
            } => {
                write!(f, "The {hosts} of {name} {}: ", get(*qualifier))?;
                match hosts {
                    _ if networks.is_empty() => f.write_str("none found."),
                    Hosts::A => write!(f, "{}.", listed(networks)),
                    Hosts::Mx(count) => {
                        let servers = counted(*count, "host", "hosts");
                        write!(f, "{servers} with {}.", listed(networks))
                    }
                }
            }
            Self::HostsForSome(hosts, name, qualifier) => write!(
                f,
                "The {hosts} of {name}, a name that depends on the message, {}.",
                get(*qualifier)
            ),
            Self::BadName(name) => write!(
                f,
                "The name {name} is not valid in DNS, so no sender matches."
            ),
            Self::Nothing => Ok(()),
        }
    }
}

impl fmt::Display for Hosts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::A => "addresses",
            Self::Mx(_) => "mail hosts",
        })
    }
}

/// Describes `all`.
const fn all(qualifier: Qualifier, is_included: bool) -> &'static str {
    match (qualifier, is_included) {
        (Qualifier::Pass, false) => "Every sender may send.",
        (Qualifier::Fail, false) => "All other senders: fail (not authorized).",
        (Qualifier::SoftFail, false) => "All other senders: softfail (probably not authorized).",
        (Qualifier::Neutral, false) => "All other senders: neutral (no statement).",
        (Qualifier::Pass, true) => "Every sender matches, so the include allows every sender.",
        (_, true) => "No other sender matches here; evaluation continues in the parent record.",
    }
}

/// The result for senders that match.
fn get(qualifier: Qualifier) -> String {
    match qualifier {
        Qualifier::Pass => "may send".to_owned(),
        _ => format!("will get {}, not pass", result_of(qualifier)),
    }
}
