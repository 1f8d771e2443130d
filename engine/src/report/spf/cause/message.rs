//! The sentences about why SPF evaluation breaks.

use std::fmt;

use super::{AtTerm, Clause};
use crate::report::spf::words::ordinal;
use crate::report::words::counted;
use crate::spf::{Cause, MAX_LOOKUPS, MAX_MX_HOSTS, MAX_VOIDS};

impl fmt::Display for Clause<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = &self.at;
        match self.cause {
            Cause::Syntax => write!(f, "the SPF record of {at} has a syntax error"),
            Cause::SeveralRecords(count) => write!(f, "{at} has {count} SPF records"),
            Cause::MissingRecord => write!(f, "a term leads to {at}, which has no SPF record"),
            Cause::Loop => write!(f, "the records loop back to {at}"),
            Cause::TooManyLookups => {
                write!(f, "evaluating it takes more than {MAX_LOOKUPS} lookups")
            }
            Cause::TooManyVoidsIpv4 => {
                write!(
                    f,
                    "more than {MAX_VOIDS} lookups find nothing for IPv4 senders"
                )
            }
            Cause::TooManyVoidsIpv6 => {
                write!(
                    f,
                    "more than {MAX_VOIDS} lookups find nothing for IPv6 senders"
                )
            }
            Cause::TooManyMxHosts(count) => write!(
                f,
                "an mx term of {at} names {count} mail hosts; {MAX_MX_HOSTS} are allowed"
            ),
            Cause::CouldNotAsk(error) => write!(f, "a query about {at} failed: {error}"),
        }
    }
}

impl fmt::Display for AtTerm<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.cause {
            Cause::TooManyLookups => write!(
                f,
                "The {} lookup: receivers stop here with permerror.",
                ordinal(MAX_LOOKUPS + 1)
            ),
            Cause::TooManyVoidsIpv4 | Cause::TooManyVoidsIpv6 => {
                let whose = match self.cause {
                    _ if self.is_both => "",
                    Cause::TooManyVoidsIpv4 => " for IPv4 senders",
                    _ => " for IPv6 senders",
                };
                write!(
                    f,
                    "The {} void lookup{whose}: receivers that apply the recommended limit of {MAX_VOIDS} stop here with \
                     permerror.",
                    ordinal(MAX_VOIDS + 1)
                )
            }
            Cause::TooManyMxHosts(count) => write!(
                f,
                "It names {}; {MAX_MX_HOSTS} are allowed. Receivers stop here with permerror.",
                counted(*count, "mail host", "mail hosts")
            ),
            Cause::CouldNotAsk(error) => write!(
                f,
                "The query failed: {error}. A receiver that gets no answer either returns temperror."
            ),
            Cause::Syntax | Cause::SeveralRecords(_) | Cause::MissingRecord | Cause::Loop => {
                f.write_str("Receivers stop here with permerror.")
            }
        }
    }
}
