//! [`Cause`]: why an evaluation ends in an error.

use super::SpfResult;
use crate::dns::LookupError;

/// Why an evaluation ends in `permerror` or `temperror`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cause {
    /// A record has a syntax error.
    Syntax,
    /// A name has several SPF records; holds how many.
    SeveralRecords(usize),
    /// An `include` or `redirect` points to a name without an SPF record.
    MissingRecord,
    /// An `include` or `redirect` leads back to one of its ancestors, so evaluation repeats until it reaches the limit.
    Loop,
    /// More than [`MAX_LOOKUPS`](super::MAX_LOOKUPS) terms cause lookups.
    TooManyLookups,
    /// More than [`MAX_VOIDS`](super::MAX_VOIDS) terms have void lookups for a sender with an IPv4 address.
    TooManyVoidsIpv4,
    /// More than [`MAX_VOIDS`](super::MAX_VOIDS) terms have void lookups for a sender with an IPv6 address.
    TooManyVoidsIpv6,
    /// An `mx` names more than [`MAX_MX_HOSTS`](super::MAX_MX_HOSTS) hosts; holds how many.
    TooManyMxHosts(usize),
    /// A DNS query failed.
    CouldNotAsk(LookupError),
}

impl Cause {
    /// The result that this cause leads to.
    pub const fn result(&self) -> SpfResult {
        match self {
            Self::CouldNotAsk(_) => SpfResult::TempError,
            _ => SpfResult::PermError,
        }
    }

    /// The name used in exports.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Syntax => "syntax",
            Self::SeveralRecords(_) => "several-records",
            Self::MissingRecord => "missing-record",
            Self::Loop => "loop",
            Self::TooManyLookups => "too-many-lookups",
            Self::TooManyVoidsIpv4 => "too-many-voids-ipv4",
            Self::TooManyVoidsIpv6 => "too-many-voids-ipv6",
            Self::TooManyMxHosts(_) => "too-many-mx-hosts",
            Self::CouldNotAsk(_) => "could-not-ask",
        }
    }
}
