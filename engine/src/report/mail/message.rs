//! The sentences about mail hosts.

use std::fmt;

use crate::dns::LookupError;
use crate::mail_setup::{ImplicitHost, Tlsa};
use crate::report::words::counted;

/// A sentence about the MX records of a domain, the first value.
pub(super) enum Message<'a> {
    Pending(&'a str),
    NoHostFound(&'a str),
    Hosts(&'a str, usize),
    NullMx(&'a str),
    /// A null MX, and a failed query leaves open whether SPF authorizes any sender.
    NullMxWithOpenSpf(&'a str),
    NullMxBesideHosts(&'a str),
    NxDomain(&'a str),
    Failed(&'a str, &'a LookupError),
    NoMx(&'a str, &'a ImplicitHost),
}

/// A sentence about a host.
pub(super) enum HostMessage<'a> {
    IpAddress,
    Localhost,
    NxDomain,
    NoAddress,
    Tlsa(&'a Tlsa),
}

impl fmt::Display for Message<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Pending(name) => write!(f, "Checking which hosts accept mail for {name}."),
            Self::NoHostFound(name) => write!(
                f,
                "Senders cannot find any mail host of {name}, so no mail arrives."
            ),
            Self::Hosts(name, count) => {
                let hosts = counted(*count, "host accepts", "hosts accept");
                write!(f, "{hosts} mail for {name}.")
            }
            Self::NullMx(name) => {
                write!(f, "{name} declares with a null MX that it accepts no mail.")
            }
            Self::NullMxWithOpenSpf(name) => write!(
                f,
                "{name} declares with a null MX that it accepts no mail. It is not known whether SPF matches."
            ),
            Self::NullMxBesideHosts(name) => write!(
                f,
                "{name} declares with a null MX that it accepts no mail, but also lists mail hosts. Senders handle this \
                 differently."
            ),
            Self::NxDomain(name) => write!(f, "{name} does not exist, so no mail can arrive."),
            Self::Failed(name, error) => {
                write!(f, "The MX records of {name} could not be checked: {error}.")
            }
            Self::NoMx(name, ImplicitHost::Pending) => write!(
                f,
                "{name} has no MX record. Checking whether it has an address."
            ),
            Self::NoMx(name, ImplicitHost::Addresses(_)) => write!(
                f,
                "{name} has no MX record, so senders try to deliver to its own address."
            ),
            Self::NoMx(name, ImplicitHost::NoAddress) => write!(
                f,
                "{name} has no MX record and no address, so no mail can arrive."
            ),
            Self::NoMx(name, ImplicitHost::Failed(error)) => write!(
                f,
                "{name} has no MX record. Could not check whether it has an address: {error}."
            ),
        }
    }
}

impl fmt::Display for HostMessage<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::IpAddress => {
                "An IP address instead of a name, so senders cannot find the host."
            }
            Self::Localhost => {
                "A name that means the sender's own machine, so no mail arrives there."
            }
            Self::NxDomain => "It does not exist, so senders cannot find it.",
            Self::NoAddress => "It has no address, so senders cannot find it.",
            Self::Tlsa(Tlsa::Pending) => "Checking its TLSA records.",
            Self::Tlsa(Tlsa::NotAsked) => "",
            Self::Tlsa(Tlsa::Absent) => "No TLSA record, so no DANE.",
            Self::Tlsa(Tlsa::Failed(error)) => {
                return write!(f, "Could not check whether it has TLSA records: {error}.");
            }
            Self::Tlsa(Tlsa::Present {
                is_authenticated: true,
                ..
            }) => {
                "TLSA records, validated with DNSSEC by the resolver. This check cannot see whether the certificate matches \
                 them."
            }
            Self::Tlsa(Tlsa::Present { .. }) => {
                "TLSA records, not validated with DNSSEC by the resolver. Without DNSSEC they have no effect."
            }
        })
    }
}
