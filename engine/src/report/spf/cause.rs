//! Describes why SPF evaluation breaks.

mod message;

use crate::advice::State;
use crate::spf::Cause;

/// Why evaluation breaks, as a clause.
pub(super) struct Clause<'a> {
    pub(super) cause: &'a Cause,
    /// The name whose record is broken or missing.
    pub(super) at: String,
}

/// The sentence at the term where evaluation breaks.
pub(super) struct AtTerm<'a> {
    pub(super) cause: &'a Cause,
    /// Whether the term exceeds the limit on void lookups for both IPv4 and IPv6 senders.
    pub(super) is_both: bool,
}

/// How bad a break is. If our own query failed, we can't tell: a receiver's may have worked.
pub(super) const fn state_of(cause: &Cause) -> State {
    match cause {
        Cause::CouldNotAsk(_) => State::CouldNotTell,
        _ => State::Problem,
    }
}

/// Whether some receivers go on instead of returning `permerror`: the limit on void lookups is only a recommendation
/// ([RFC 7208, section 4.6.4](https://www.rfc-editor.org/rfc/rfc7208#section-4.6.4)).
pub(super) const fn is_recommended(cause: &Cause) -> bool {
    matches!(cause, Cause::TooManyVoidsIpv4 | Cause::TooManyVoidsIpv6)
}
