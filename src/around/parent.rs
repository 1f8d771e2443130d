//! [`Parent`]: the mail of the Organizational Domain that a policy comes from.

use super::{Inquiry, MxState, RecordAt, Subject, Urgency};
use crate::dns::Question;
use crate::domain::DomainName;
use crate::record::spf::{SpfRecord, is_spf, parse};

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

impl Parent {
    /// Reads the answers about the Organizational Domain, where the policy is not the domain's own.
    pub(super) fn new(subject: &Subject<'_>, inquiry: &Inquiry<'_>) -> Option<Self> {
        let domain = subject.organizational_domain;
        if !subject.is_inherited || domain == subject.domain {
            return None;
        }
        let answer = inquiry.ask(Urgency::Mail, &Question::txt(domain.clone()));
        Some(Self {
            domain: domain.clone(),
            spf: RecordAt::read(Some(domain.clone()), answer, is_spf, parse),
            mx: MxState::new(domain, inquiry),
        })
    }
}
