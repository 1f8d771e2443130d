//! Describes why SPF evaluation breaks.

use super::words::ordinal;
use crate::advice::State;
use crate::report::words::counted;
use crate::spf::{Cause, MAX_LOOKUPS, MAX_MX_HOSTS, MAX_VOIDS};

/// How bad a break is. If our own query failed, we can't tell: a receiver's may have worked.
pub(super) const fn state_of(cause: &Cause) -> State {
    match cause {
        Cause::CouldNotAsk(_) => State::CouldNotTell,
        _ => State::Problem,
    }
}

/// Why evaluation breaks, as a clause about `at`, the name whose record is broken or missing.
pub(super) fn clause(cause: &Cause, at: &str) -> String {
    match cause {
        Cause::Syntax => format!("the SPF record of {at} has a syntax error"),
        Cause::SeveralRecords(count) => format!("{at} has {count} SPF records"),
        Cause::MissingRecord => format!("a term leads to {at}, which has no SPF record"),
        Cause::Loop => format!("the records loop back to {at}"),
        Cause::TooManyLookups => {
            format!("evaluating it takes more than {MAX_LOOKUPS} lookups")
        }
        Cause::TooManyVoidsIpv4 => {
            format!("more than {MAX_VOIDS} lookups find nothing for IPv4 senders")
        }
        Cause::TooManyVoidsIpv6 => {
            format!("more than {MAX_VOIDS} lookups find nothing for IPv6 senders")
        }
        Cause::TooManyMxHosts(count) => {
            format!("an mx term of {at} names {count} mail hosts; {MAX_MX_HOSTS} are allowed")
        }
        Cause::CouldNotAsk(error) => format!("a query about {at} failed: {error}"),
    }
}

/// Whether some receivers go on instead of returning `permerror`: the limit on void lookups is only a recommendation
/// ([RFC 7208, section 4.6.4](https://www.rfc-editor.org/rfc/rfc7208#section-4.6.4)).
pub(super) const fn is_recommended(cause: &Cause) -> bool {
    matches!(cause, Cause::TooManyVoidsIpv4 | Cause::TooManyVoidsIpv6)
}

/// The message at the term where evaluation breaks; `is_both` if the term exceeds the void lookup limit for both IPv4
/// and IPv6 senders.
pub(super) fn at_term(cause: &Cause, is_both: bool) -> String {
    match cause {
        Cause::TooManyLookups => format!(
            "The {} lookup: receivers stop here with permerror.",
            ordinal(MAX_LOOKUPS + 1)
        ),
        Cause::TooManyVoidsIpv4 | Cause::TooManyVoidsIpv6 => {
            let whose = match cause {
                _ if is_both => "",
                Cause::TooManyVoidsIpv4 => " for IPv4 senders",
                _ => " for IPv6 senders",
            };
            format!(
                "The {} void lookup{whose}: receivers that apply the recommended limit of {MAX_VOIDS} stop here with \
                 permerror.",
                ordinal(MAX_VOIDS + 1)
            )
        }
        Cause::TooManyMxHosts(count) => format!(
            "It names {}; {MAX_MX_HOSTS} are allowed. Receivers stop here with permerror.",
            counted(*count, "mail host", "mail hosts")
        ),
        Cause::CouldNotAsk(error) => format!(
            "The query failed: {error}. A receiver that gets no answer either returns temperror."
        ),
        Cause::Syntax | Cause::SeveralRecords(_) | Cause::MissingRecord | Cause::Loop => {
            "Receivers stop here with permerror.".to_owned()
        }
    }
}
