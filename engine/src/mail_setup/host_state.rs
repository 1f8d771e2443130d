//! [`HostState`]: whether senders can find a mail host.

use super::{Inquiry, Urgency};
use crate::dns::{LookupError, Outcome, Question, RecordType};
use crate::domain::DomainName;

/// Whether senders can find a mail host ([RFC 5321, section 5.1](https://www.rfc-editor.org/rfc/rfc5321#section-5.1)).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HostState {
    /// No answer yet.
    Pending,
    /// Not queried: the name can't be a host, or there are too many hosts.
    NotAsked,
    /// The host has an address.
    Found,
    /// The host exists but has no address.
    NoAddress,
    /// The host does not exist.
    NxDomain,
    /// The query failed.
    Failed(LookupError),
}

impl HostState {
    /// Reads a host's addresses, the IPv6 ones only if there are no IPv4 ones, and returns the targets of the CNAME records on
    /// the way.
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

    /// Whether it is certain that senders can't find the host.
    pub const fn is_lost(&self) -> bool {
        matches!(self, Self::NoAddress | Self::NxDomain)
    }
}
