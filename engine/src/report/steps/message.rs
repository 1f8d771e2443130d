//! The sentences about how the policy was found.

use std::fmt;

use crate::discovery::Place;
use crate::dns::LookupError;
use crate::domain::DomainName;
use crate::record::dmarc::TagName;
use crate::report::words::counted;

/// The role of a name that receivers do not query.
pub(super) const NOT_QUERIED: &str = "receivers do not query this name";

/// A sentence about the answer to one query.
pub(super) enum Message<'a> {
    Record(Role),
    Several(usize),
    OtherText,
    NoData,
    NxDomain,
    Failed(&'a LookupError),
}

/// What a record is for the domain.
pub(super) enum Role {
    Policy,
    /// The record would be the policy, but receivers ignore it.
    IgnoredPolicy,
    /// Receivers stop before they reach the record.
    AfterStop,
    /// A failed query leaves open whether the record is the policy.
    PerhapsPolicy,
    /// The record is not the policy, but sets the Organizational Domain.
    Organizational,
    /// A failed query leaves open whether the record sets the Organizational Domain.
    PerhapsOrganizational,
    None,
}

/// A sentence that sums up policy discovery.
pub(super) enum Discovery<'a> {
    Found {
        domain: &'a DomainName,
        place: Place,
        /// The tag that decides about the domain itself.
        tag: Option<TagName>,
        organizational_domain: Option<DomainName>,
        queries: usize,
    },
    /// There is a record, but receivers ignore it.
    Ignored(&'a DomainName, Place),
    NotFound(usize),
    /// No policy was found, but a query failed.
    CouldNotTell(usize),
}

impl fmt::Display for Message<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Record(role) => role.fmt(f),
            Self::Several(count) => write!(f, "{count} records, so none counts."),
            Self::OtherText => f.write_str("Text, but no DMARC record."),
            Self::NoData => f.write_str("No TXT record."),
            Self::NxDomain => f.write_str("No such name."),
            Self::Failed(error) => write!(f, "Could not be checked: {error}."),
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Policy => "A record, and this is the policy.",
            Self::IgnoredPolicy => "A record in the right place, but receivers ignore it.",
            Self::AfterStop => "A record, but receivers stop before it.",
            Self::PerhapsPolicy => {
                "A record. It is not known whether it is the policy, since a query failed."
            }
            Self::Organizational => {
                "A record. The policy is the domain's own; this one sets the Organizational Domain."
            }
            Self::PerhapsOrganizational => {
                "A record. The policy is the domain's own. It is not known whether this one sets the Organizational \
                 Domain, since a query failed."
            }
            Self::None => "A record, but a record at this name is never the policy.",
        })
    }
}

impl fmt::Display for Discovery<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("A receiver on RFC 9989 ")?;
        match self {
            Self::Found {
                domain,
                place,
                tag,
                organizational_domain,
                queries,
            } => {
                let place = place.as_str();
                write!(
                    f,
                    "finds the policy at _dmarc.{domain}, the {place}, and uses its "
                )?;
                match tag {
                    Some(tag) => write!(f, "{tag} tag. ")?,
                    None => f.write_str("sp or np tag. ")?,
                }
                match organizational_domain {
                    Some(name) => write!(
                        f,
                        "The whole tree walk takes {}; the Organizational Domain is {name}.",
                        counted_queries(*queries)
                    ),
                    None => f.write_str(
                        "Not every parent name could be checked, so the Organizational Domain is not known.",
                    ),
                }
            }
            Self::Ignored(domain, place) => write!(
                f,
                "finds the record at _dmarc.{domain}, the {}, but can't use it, so DMARC does not apply.",
                place.as_str()
            ),
            Self::NotFound(queries) => {
                write!(
                    f,
                    "makes {} and finds no policy.",
                    counted_queries(*queries)
                )
            }
            Self::CouldNotTell(queries) => write!(
                f,
                "makes {}. Not all were answered here, so the policy is not known.",
                counted_queries(*queries)
            ),
        }
    }
}

/// The number of queries that a receiver sends.
fn counted_queries(queries: usize) -> String {
    counted(queries, "query", "queries")
}
