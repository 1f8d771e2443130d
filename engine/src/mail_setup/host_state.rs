//! [`HostState`]: whether senders find a mail host.

use super::{Inquiry, Urgency};
use crate::dns::{LookupError, Outcome, Question, RecordType};
use crate::domain::DomainName;

/// Whether senders find a mail host ([RFC 5321, section 5.1](https://www.rfc-editor.org/rfc/rfc5321#section-5.1)).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HostState {
    /// The answer is not there yet.
    Pending,
    /// Not asked, since the name is no host's, or the hosts are too many.
    NotAsked,
    /// It has an address.
    Found,
    /// It exists, but has no address.
    NoAddress,
    /// It does not exist.
    NxDomain,
    /// It could not be asked.
    Failed(LookupError),
}

impl HostState {
    /// Reads the addresses of a host, those of IPv6 only where there is none of IPv4. Comes with the targets of the CNAME
    /// records on the way.
    pub(super) fn new(host: &DomainName, inquiry: &Inquiry<'_>) -> (Self, Vec<DomainName>) {
        let mut state = Self::Pending;
        let mut aliases = Vec::new();
        for kind in [RecordType::A, RecordType::Aaaa] {
            let question = Question::new(host.clone(), kind);
            let Some(answer) = inquiry.ask(Urgency::Mail, &question) else {
                return (Self::Pending, aliases);
            };
            aliases.clone_from(&answer.aliases);
            state = match &answer.outcome {
                Outcome::Failed(error) => Self::Failed(error.clone()),
                Outcome::NxDomain => Self::NxDomain,
                Outcome::Records(records)
                    if records.iter().any(|record| record.address().is_some()) =>
                {
                    Self::Found
                }
                Outcome::Records(_) | Outcome::NoData => Self::NoAddress,
            };
            if state != Self::NoAddress {
                break;
            }
        }
        (state, aliases)
    }

    /// Whether it is known that senders do not find it.
    pub const fn is_lost(&self) -> bool {
        matches!(self, Self::NoAddress | Self::NxDomain)
    }
}
