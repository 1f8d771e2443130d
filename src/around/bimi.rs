//! [`Bimi`]: the logo that mail programs may show, and what DMARC has to say for it.

use super::RecordAt;
use crate::domain::DomainName;
use crate::record::bimi::BimiRecord;

/// The BIMI record, and what keeps receivers from using it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bimi {
    /// The domain's own record.
    pub own: RecordAt<BimiRecord>,
    /// The record of its Organizational Domain, which counts where the domain has none; `None` where the domain is its
    /// own or has a record.
    pub organizational: Option<RecordAt<BimiRecord>>,
    /// What in DMARC keeps receivers from showing a logo; `None` while the policy is not known.
    pub obstacles: Option<Vec<BimiObstacle>>,
}

/// What in DMARC keeps receivers from showing a logo
/// ([draft-brand-indicators-for-message-identification](https://datatracker.ietf.org/doc/draft-brand-indicators-for-message-identification/)).
/// Each holds the domain whose record it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BimiObstacle {
    /// There is no policy.
    NoPolicy,
    /// `p=none`, or a record that comes to that.
    PolicyNone(DomainName),
    /// `sp=none`.
    SubdomainPolicyNone(DomainName),
    /// `p=quarantine` for less than all mail; holds `pct`.
    Percentage(DomainName, u8),
    /// `t=y`, which the draft does not mention, and which asks receivers to do less than the policy says.
    TestMode(DomainName),
}

impl Bimi {
    /// The record that counts, and whose it is.
    pub const fn record_at(&self) -> &RecordAt<BimiRecord> {
        match &self.organizational {
            Some(organizational) => organizational,
            None => &self.own,
        }
    }
}
