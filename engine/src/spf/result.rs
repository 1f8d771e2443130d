//! [`SpfResult`]: the result of an SPF evaluation.

use crate::record::spf::Qualifier;

/// The results of `check_host()` ([RFC 7208, section 2.6](https://www.rfc-editor.org/rfc/rfc7208#section-2.6)).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SpfResult {
    /// There is no record, or no domain to query.
    None,
    /// The record makes no statement about the sender.
    Neutral,
    /// The sender is authorized.
    Pass,
    /// The sender is not authorized.
    Fail,
    /// The sender is probably not authorized.
    SoftFail,
    /// A DNS query failed; a retry may succeed.
    TempError,
    /// The records can't be evaluated.
    PermError,
}

impl SpfResult {
    /// The result as the standard spells it, for exports.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Neutral => "neutral",
            Self::Pass => "pass",
            Self::Fail => "fail",
            Self::SoftFail => "softfail",
            Self::TempError => "temperror",
            Self::PermError => "permerror",
        }
    }
}

impl From<Qualifier> for SpfResult {
    fn from(qualifier: Qualifier) -> Self {
        match qualifier {
            Qualifier::Pass => Self::Pass,
            Qualifier::Fail => Self::Fail,
            Qualifier::SoftFail => Self::SoftFail,
            Qualifier::Neutral => Self::Neutral,
        }
    }
}
