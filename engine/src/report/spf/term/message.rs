//! The sentences and counts of a term.

use std::fmt;

use crate::record::spf::Network;
use crate::report::spf::words::size;
use crate::report::words::{capitalized, counted};

/// A sentence about a term, or its count.
pub(super) enum Message {
    Network(Network),
    Networks {
        ipv4: usize,
        ipv6: usize,
    },
    /// How many lookups a term takes.
    Cost {
        own: usize,
        below: usize,
        so_far: usize,
    },
    Void,
    VoidIpv4,
    VoidIpv6,
    Ptr,
    AllowsEveryone,
    Neutral,
    /// This check does not go further.
    Cut,
}

impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match *self {
            Self::Network(network) => {
                return write!(f, "{} may send.", capitalized(&size(network)));
            }
            Self::Networks { ipv4, ipv6 } => {
                let ipv4_networks = counted(ipv4, "IPv4 network", "IPv4 networks");
                let ipv6_networks = counted(ipv6, "IPv6 network", "IPv6 networks");
                return match (ipv4, ipv6) {
                    (_, 0) => write!(f, "{ipv4_networks} may send."),
                    (0, _) => write!(f, "{ipv6_networks} may send."),
                    _ => write!(f, "{ipv4_networks} and {ipv6_networks} may send."),
                };
            }
            Self::Cost { own, below, so_far } => {
                let total = own + below;
                return if below == 0 {
                    let lookups = counted(total, "lookup", "lookups");
                    write!(f, "{lookups}, {so_far} so far")
                } else {
                    write!(
                        f,
                        "{own} + {below} below = {total} lookups, {so_far} so far"
                    )
                };
            }
            Self::Void => "It finds nothing: a void lookup.",
            Self::VoidIpv4 => "It finds no IPv4 address: a void lookup for IPv4 senders.",
            Self::VoidIpv6 => "It finds no IPv6 address: a void lookup for IPv6 senders.",
            Self::Ptr => {
                "RFC 7208 says not to publish ptr: it is slow, and it fails when reverse DNS fails."
            }
            Self::AllowsEveryone => "Forged mail passes SPF too.",
            Self::Neutral => "Receivers treat neutral like a missing SPF record.",
            Self::Cut => "Only part of it was checked: this check has reached its limit.",
        })
    }
}
