//! [`Cause`]: why records cannot be evaluated.

use super::SpfResult;
use crate::dns::LookupError;

/// Why an evaluation ends in `permerror` or `temperror`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cause {
    /// A record breaks the grammar.
    Syntax,
    /// Several SPF records at one name; holds how many.
    SeveralRecords(usize),
    /// An `include` or `redirect` leads to a name without an SPF record.
    MissingRecord,
    /// An `include` or `redirect` leads back to where it came from, again and again until the limit is reached.
    Loop,
    /// More than [`MAX_LOOKUPS`](super::MAX_LOOKUPS) terms that cause look-ups.
    TooManyLookups,
    /// More than [`MAX_VOIDS`](super::MAX_VOIDS) terms that find nothing, for a sender with an IPv4 address.
    TooManyVoidsIpv4,
    /// The same for a sender with an IPv6 address.
    TooManyVoidsIpv6,
    /// An `mx` that names more than [`MAX_MX_HOSTS`](super::MAX_MX_HOSTS) hosts; holds how many.
    TooManyMxHosts(usize),
    /// DNS did not answer.
    CouldNotAsk(LookupError),
}

impl Cause {
    /// What the evaluation ends in.
    pub const fn result(&self) -> SpfResult {
        match self {
            Self::CouldNotAsk(_) => SpfResult::TempError,
            _ => SpfResult::PermError,
        }
    }

    /// A name for exports.
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
