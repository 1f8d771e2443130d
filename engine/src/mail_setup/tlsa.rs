//! [`Tlsa`]: the TLSA records that tie a mail host to its certificates (DANE).

use super::{Inquiry, Urgency};
use crate::dns::{self, LookupError, Outcome, Question, RecordData, RecordType};
use crate::domain::DomainName;

/// The result of a host's TLSA query ([RFC 7672](https://www.rfc-editor.org/rfc/rfc7672)).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tlsa {
    /// No answer yet.
    Pending,
    /// Not queried: the name can't be a host, or there are too many hosts.
    NotAsked,
    /// The host has TLSA records.
    Present {
        /// The records as published.
        records: Vec<dns::Tlsa>,
        /// Whether the resolver says that it validated them with DNSSEC; without that they have no effect.
        is_authenticated: bool,
    },
    /// The host has no TLSA records.
    Absent,
    /// The query failed.
    Failed(LookupError),
}

impl Tlsa {
    /// Reads the TLSA records for port 25 of a host.
    pub(super) fn new(host: &DomainName, inquiry: &Inquiry<'_>) -> Self {
        // No record can exist at a name that is too long for DNS.
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

    /// Returns the records; empty if there are none or none are known.
    pub fn records(&self) -> &[dns::Tlsa] {
        match self {
            Self::Present { records, .. } => records,
            _ => &[],
        }
    }

    /// Whether there are records that DNSSEC validates. Others have no effect.
    pub const fn is_effective(&self) -> bool {
        matches!(
            self,
            Self::Present {
                is_authenticated: true,
                ..
            }
        )
    }

    /// Returns the identifier used in exports.
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
