//! [`MxState`]: the result of a domain's MX query.

use std::net::IpAddr;

use super::{Inquiry, Urgency};
use crate::dns::{LookupError, Mx, Outcome, Question, RecordData, RecordType};
use crate::domain::DomainName;

/// What the MX records of a domain say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MxState {
    /// No answer yet.
    Pending,
    /// The records name hosts.
    Hosts,
    /// The null MX: the domain accepts no mail ([RFC 7505](https://www.rfc-editor.org/rfc/rfc7505)).
    Null,
    /// The null MX along with hosts, which is forbidden. Senders handle it in different ways.
    NullBesideHosts,
    /// There are no MX records, so the domain itself is the host if it has an address.
    NoRecords(ImplicitHost),
    /// The domain does not exist.
    NxDomain,
    /// The query failed.
    Failed(LookupError),
}

/// Whether a domain without MX records is a mail host itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ImplicitHost {
    /// No answer yet.
    Pending,
    /// The domain has these addresses, at which mail may arrive.
    Addresses(Vec<IpAddr>),
    /// The domain has no address, so mail can't arrive.
    NoAddress,
    /// The query failed.
    Failed(LookupError),
}

impl MxState {
    /// Reads the MX records of a domain, and its addresses if there are none.
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

    /// Returns the identifier used in exports.
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

/// Returns the question for a domain's MX records.
pub(super) fn mx_question(domain: &DomainName) -> Question {
    Question::new(domain.clone(), RecordType::Mx)
}

/// Iterates over the MX records in an answer.
pub(super) fn mx_records(records: &[RecordData]) -> impl Iterator<Item = &Mx> {
    records.iter().filter_map(|record| match record {
        RecordData::Mx(mx) => Some(mx),
        _ => None,
    })
}
