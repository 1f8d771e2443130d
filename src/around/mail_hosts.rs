//! [`MailHosts`]: which hosts take the domain's mail ([RFC 5321, section 5.1](https://www.rfc-editor.org/rfc/rfc5321#section-5.1)).

use std::net::IpAddr;

use crate::dns::{self, LookupError};
use crate::domain::DomainName;

/// The hosts that take the domain's mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailHosts {
    /// What the MX records come to.
    pub state: MxState,
    /// The hosts that they name, each once, lowest preference first.
    pub hosts: Vec<MailHost>,
    /// Whether the resolver says that it checked the MX records with DNSSEC.
    pub is_authenticated: bool,
}

/// What the MX records come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MxState {
    /// The answer is not there yet.
    Pending,
    /// They name hosts.
    Hosts,
    /// The null MX: the domain takes no mail ([RFC 7505](https://www.rfc-editor.org/rfc/rfc7505)).
    Null,
    /// The null MX stands beside hosts, which it must not; senders make of it what they like.
    NullBesideHosts,
    /// There are none, so the domain itself is the host if it has an address.
    NoRecords(ImplicitHost),
    /// The domain does not exist.
    NxDomain,
    /// It could not be asked.
    Failed(LookupError),
}

/// Whether a domain without MX records is a host itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ImplicitHost {
    /// The answer is not there yet.
    Pending,
    /// It has these addresses, at which mail may arrive.
    Addresses(Vec<IpAddr>),
    /// It has no address, so mail cannot arrive.
    NoAddress,
    /// It could not be asked.
    Failed(LookupError),
}

/// A host that MX records name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailHost {
    /// Its name as the record has it.
    pub name: DomainName,
    /// Its lowest preference.
    pub preference: u16,
    /// How many records name it; more than one is a mistake without much effect.
    pub times: usize,
    /// What the name is.
    pub kind: HostKind,
    /// The certificates that DANE ties it to, at `_25._tcp` below it.
    pub tlsa: Tlsa,
}

/// What the name of a host is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HostKind {
    /// A name, as it should be.
    Name,
    /// An IP address written as a name, so that nobody finds the host.
    Address(IpAddr),
    /// `localhost` or a name below it, by which each sender means itself.
    Localhost,
}

/// What the TLSA records of a host come to ([RFC 7672](https://www.rfc-editor.org/rfc/rfc7672)).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tlsa {
    /// The answer is not there yet.
    Pending,
    /// Not asked, since the name is no host's.
    NotAsked,
    /// There are records.
    Present {
        /// The records.
        records: Vec<dns::Tlsa>,
        /// Whether the resolver says that it checked them with DNSSEC; otherwise they have no effect.
        is_authenticated: bool,
    },
    /// There are none.
    Absent,
    /// It could not be asked.
    Failed(LookupError),
}

impl MailHosts {
    /// Whether mail for the domain can arrive; `None` when that is not known.
    pub const fn takes_mail(&self) -> Option<bool> {
        match &self.state {
            MxState::Hosts
            | MxState::NullBesideHosts
            | MxState::NoRecords(ImplicitHost::Addresses(_)) => Some(true),
            MxState::Null | MxState::NxDomain | MxState::NoRecords(ImplicitHost::NoAddress) => {
                Some(false)
            }
            MxState::Pending
            | MxState::Failed(_)
            | MxState::NoRecords(ImplicitHost::Pending | ImplicitHost::Failed(_)) => None,
        }
    }
}

impl MxState {
    /// A name for exports.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Hosts => "hosts",
            Self::Null => "null-mx",
            Self::NullBesideHosts => "null-mx-beside-hosts",
            Self::NoRecords(_) => "no-records",
            Self::NxDomain => "nxdomain",
            Self::Failed(_) => "failed",
        }
    }
}

impl Tlsa {
    /// A name for exports.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::NotAsked => "not-asked",
            Self::Present { .. } => "present",
            Self::Absent => "absent",
            Self::Failed(_) => "failed",
        }
    }
}
