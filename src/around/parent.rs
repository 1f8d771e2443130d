//! [`Parent`]: the mail of the Organizational Domain that a policy comes from.

use super::{MxState, RecordAt};
use crate::domain::DomainName;
use crate::record::spf::SpfRecord;

/// What the Organizational Domain says about its own mail, where the policy is not the domain's own. A domain below one
/// that is locked may take and send mail all the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parent {
    /// The Organizational Domain.
    pub domain: DomainName,
    /// Its SPF record.
    pub spf: RecordAt<SpfRecord>,
    /// What its MX records come to.
    pub mx: MxState,
}
