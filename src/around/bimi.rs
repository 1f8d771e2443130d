//! [`Bimi`]: the logo that mail programs may show, and what DMARC has to say for it.

use super::around::record_at;
use super::{Inquiry, RecordAt, Subject};
use crate::domain::DomainName;
use crate::record::bimi::{BimiRecord, is_bimi, parse};
use crate::record::dmarc::{DmarcRecord, Origin, Outcome, Policy, TagName};

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
    /// Reads the domain's record, and where it has none that of its Organizational Domain.
    pub(super) fn new(subject: &Subject<'_>, inquiry: &Inquiry<'_>) -> Self {
        let at = |domain| record_at(domain, "default._bimi", inquiry, is_bimi, parse);
        let own = at(subject.domain);
        let organizational = (own.state.is_none()
            && subject.organizational_domain != subject.domain)
            .then(|| at(subject.organizational_domain));
        let obstacles = subject.policies.as_ref().map(|policies| {
            let mut found = Vec::new();
            for (domain, record) in policies {
                add_obstacles(domain, record, &mut found);
            }
            if policies.is_empty() {
                found.push(BimiObstacle::NoPolicy);
            }
            found
        });
        Self {
            own,
            organizational,
            obstacles,
        }
    }

    /// The record that counts, and whose it is.
    pub const fn record_at(&self) -> &RecordAt<BimiRecord> {
        match &self.organizational {
            Some(organizational) => organizational,
            None => &self.own,
        }
    }
}

/// Adds what in one record keeps receivers from showing a logo.
fn add_obstacles(domain: &DomainName, record: &DmarcRecord, found: &mut Vec<BimiObstacle>) {
    if record.outcome == Outcome::Ignored {
        found.push(BimiObstacle::NoPolicy);
        return;
    }
    if record.outcome == Outcome::Monitoring || record.policy.value == Policy::None {
        found.push(BimiObstacle::PolicyNone(domain.clone()));
    }
    let percentage = record.percentage.value;
    if record.policy.value == Policy::Quarantine && percentage < 100 {
        found.push(BimiObstacle::Percentage(domain.clone(), percentage));
    }
    let is_declared = record.origin_of(TagName::SubdomainPolicy) == Some(Origin::Declared);
    if is_declared && record.subdomain_policy.value == Policy::None {
        found.push(BimiObstacle::SubdomainPolicyNone(domain.clone()));
    }
    if record.is_testing.value {
        found.push(BimiObstacle::TestMode(domain.clone()));
    }
}
