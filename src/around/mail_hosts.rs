//! [`MailHosts`]: which hosts take the domain's mail ([RFC 5321, section 5.1](https://www.rfc-editor.org/rfc/rfc5321#section-5.1)).

use std::net::IpAddr;

use super::{Inquiry, Urgency};
use crate::dns::{self, LookupError, Mx, Outcome, Question, RecordData, RecordType};
use crate::domain::DomainName;

/// How many hosts are asked for their certificates.
const MAX_HOSTS: usize = 10;

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
    /// Not asked, since the name is no host's, or the hosts are too many.
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
    /// Reads the MX records, and the TLSA records of the hosts.
    pub(super) fn new(domain: &DomainName, inquiry: &Inquiry<'_>) -> Self {
        let answer = inquiry.ask(Urgency::Mail, &mx_question(domain));
        let mut hosts: Vec<MailHost> = Vec::new();
        for mx in answer
            .into_iter()
            .flat_map(|answer| mx_records(answer.records()))
        {
            let Some(name) = &mx.exchange else { continue };
            if let Some(known) = hosts.iter_mut().find(|known| known.name == *name) {
                known.times += 1;
                known.preference = known.preference.min(mx.preference);
            } else {
                hosts.push(MailHost {
                    name: name.clone(),
                    preference: mx.preference,
                    times: 1,
                    kind: HostKind::of(name),
                    tlsa: Tlsa::NotAsked,
                });
            }
        }
        hosts.sort_by_key(|host| host.preference);
        for host in hosts.iter_mut().take(MAX_HOSTS) {
            if host.kind == HostKind::Name {
                host.tlsa = Tlsa::new(&host.name, inquiry);
            }
        }
        Self {
            state: MxState::new(domain, inquiry),
            hosts,
            is_authenticated: answer.is_some_and(|answer| answer.is_authenticated),
        }
    }

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
    /// Reads the MX records of a domain, and its addresses where it has none.
    pub(super) fn new(domain: &DomainName, inquiry: &Inquiry<'_>) -> Self {
        let Some(answer) = inquiry.ask(Urgency::Mail, &mx_question(domain)) else {
            return Self::Pending;
        };
        match &answer.outcome {
            Outcome::Failed(error) => Self::Failed(error.clone()),
            Outcome::NxDomain => Self::NxDomain,
            Outcome::NoData => Self::NoRecords(ImplicitHost::new(domain, inquiry)),
            Outcome::Records(records) => {
                let has_null = mx_records(records).any(|mx| mx.exchange.is_none());
                let has_host = mx_records(records).any(|mx| mx.exchange.is_some());
                match (has_null, has_host) {
                    (true, true) => Self::NullBesideHosts,
                    (true, false) => Self::Null,
                    (false, _) => Self::Hosts,
                }
            }
        }
    }

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

impl ImplicitHost {
    /// Reads the addresses of a domain.
    fn new(domain: &DomainName, inquiry: &Inquiry<'_>) -> Self {
        let mut addresses = Vec::new();
        let (mut is_pending, mut failed) = (false, None);
        for kind in [RecordType::A, RecordType::Aaaa] {
            let question = Question::new(domain.clone(), kind);
            let Some(answer) = inquiry.ask(Urgency::Mail, &question) else {
                is_pending = true;
                continue;
            };
            addresses.extend(answer.records().iter().filter_map(RecordData::address));
            failed = answer.error().cloned().or(failed);
        }
        match failed {
            _ if is_pending => Self::Pending,
            _ if !addresses.is_empty() => Self::Addresses(addresses),
            Some(error) => Self::Failed(error),
            None => Self::NoAddress,
        }
    }
}

impl HostKind {
    /// Looks at a name.
    fn of(name: &DomainName) -> Self {
        let text = name.as_str();
        let inner = text
            .strip_prefix('[')
            .and_then(|text| text.strip_suffix(']'));
        if let Ok(address) = inner.unwrap_or(text).parse() {
            Self::Address(address)
        } else if name.labels().next_back() == Some("localhost") {
            Self::Localhost
        } else {
            Self::Name
        }
    }
}

/// The question about the MX records of a domain.
fn mx_question(domain: &DomainName) -> Question {
    Question::new(domain.clone(), RecordType::Mx)
}

/// The MX records among records.
fn mx_records(records: &[RecordData]) -> impl Iterator<Item = &Mx> {
    records.iter().filter_map(|record| match record {
        RecordData::Mx(mx) => Some(mx),
        _ => None,
    })
}

impl Tlsa {
    /// Reads the records of the mail port of a host.
    fn new(host: &DomainName, inquiry: &Inquiry<'_>) -> Self {
        // Where DNS cannot hold the name, nothing can stand there.
        let Some(name) = host.child("_25._tcp") else {
            return Self::Absent;
        };
        let question = Question::new(name, RecordType::Tlsa);
        let Some(answer) = inquiry.ask(Urgency::Mail, &question) else {
            return Self::Pending;
        };
        match &answer.outcome {
            Outcome::Failed(error) => Self::Failed(error.clone()),
            Outcome::NoData | Outcome::NxDomain => Self::Absent,
            Outcome::Records(records) => Self::Present {
                records: records
                    .iter()
                    .filter_map(|record| match record {
                        RecordData::Tlsa(tlsa) => Some(tlsa.clone()),
                        _ => None,
                    })
                    .collect(),
                is_authenticated: answer.is_authenticated,
            },
        }
    }

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
