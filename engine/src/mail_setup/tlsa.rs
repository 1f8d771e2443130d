//! [`Tlsa`]: the certificates that DANE ties a mail host to.

use super::{Inquiry, Urgency};
use crate::dns::{self, LookupError, Outcome, Question, RecordData, RecordType};
use crate::domain::DomainName;

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

impl Tlsa {
    /// Reads the records of the mail port of a host.
    pub(super) fn new(host: &DomainName, inquiry: &Inquiry<'_>) -> Self {
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

    /// The records, where there are some.
    pub fn records(&self) -> &[dns::Tlsa] {
        match self {
            Self::Present { records, .. } => records,
            _ => &[],
        }
    }

    /// Whether there are records that DNSSEC proves; others have no effect.
    pub const fn is_effective(&self) -> bool {
        matches!(
            self,
            Self::Present {
                is_authenticated: true,
                ..
            }
        )
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
