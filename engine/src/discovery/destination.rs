//! Whether the hosts that receive reports agreed to that
//! ([RFC 9990, section 4](https://www.rfc-editor.org/rfc/rfc9990#section-4)).

use crate::dns::{Answer, LookupError, Mx, Outcome, RecordData};
use crate::domain::DomainName;
use crate::record::dmarc::{TagName, is_dmarc, parse};

/// A host that reports are sent to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Destination {
    /// The host in the report URIs.
    pub host: DomainName,
    /// Which of `rua` and `ruf` name the host.
    pub tags: Vec<TagName>,
    /// The host's organizational domain; `None` until its tree walk is done, or if a failed query leaves it unknown.
    pub organizational_domain: Option<DomainName>,
    /// Whether the host agreed to receive the reports.
    pub permission: Permission,
    /// Whether the host accepts mail at all: `Some(false)` if it says that it does not, or has no mail host; `None` if unknown.
    pub takes_mail: Option<bool>,
}

impl Destination {
    /// Whether it is certain that no reports arrive there.
    pub fn gets_nothing(&self) -> bool {
        self.takes_mail == Some(false)
            || matches!(
                self.permission,
                Permission::Missing | Permission::GivenElsewhere(_) | Permission::CannotBeAsked
            )
    }
}

/// Whether a destination agreed to receive reports about a domain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Permission {
    /// Not needed, because the organizational domain is the same.
    NotNeeded,
    /// The destination publishes the permission record.
    Given,
    /// The permission record is there, but its `rua` has an address at another host, so reports go nowhere.
    GivenElsewhere(String),
    /// The permission record is missing.
    Missing,
    /// The name of the permission record is too long for DNS, so nobody can verify it.
    CannotBeAsked,
    /// The query failed.
    CouldNotTell(LookupError),
    /// No answer yet.
    Pending,
}

impl Permission {
    /// Returns the identifier used in exports.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::NotNeeded => "not-needed",
            Self::Given => "given",
            Self::GivenElsewhere(_) => "given-elsewhere",
            Self::Missing => "missing",
            Self::CannotBeAsked => "cannot-be-asked",
            Self::CouldNotTell(_) => "could-not-tell",
            Self::Pending => "pending",
        }
    }
}

/// Returns the name at which `host` permits reports about `domain`; `None` if it is too long for DNS.
pub fn permission_record(domain: &DomainName, host: &DomainName) -> Option<DomainName> {
    host.child(&format!("{domain}._report._dmarc"))
}

/// Reads the answer at [`permission_record`]. One record that begins with `v=DMARC1` is enough, whatever other texts are there. A
/// `rua` in it must stay at the same host.
pub fn permission_texts(answer: &Answer, host: &DomainName) -> Permission {
    if let Outcome::Failed(error) = &answer.outcome {
        return Permission::CouldNotTell(error.clone());
    }
    let texts = answer.texts();
    let mut elsewhere = None;
    for text in texts.iter().filter(|text| is_dmarc(text)) {
        let record = parse(text);
        let other = record
            .aggregate_reports
            .iter()
            .find(|uri| uri.is_valid() && uri.host.as_deref() != Some(host.as_str()));
        match other {
            None => return Permission::Given,
            Some(uri) => elsewhere = Some(uri.uri.clone()),
        }
    }
    elsewhere.map_or(Permission::Missing, Permission::GivenElsewhere)
}

/// Whether a host accepts mail, from the answers for its MX, A and AAAA records
/// ([RFC 5321, section 5.1](https://www.rfc-editor.org/rfc/rfc5321#section-5.1);
/// [RFC 7505](https://www.rfc-editor.org/rfc/rfc7505)).
pub(super) fn takes_mail(mx: &Answer, addresses: &[&Answer]) -> Option<bool> {
    match &mx.outcome {
        Outcome::Failed(_) => None,
        Outcome::Records(records) => Some(!records.iter().all(is_null_mx)),
        Outcome::NoData if addresses.iter().any(|a| !a.records().is_empty()) => Some(true),
        Outcome::NoData if addresses.iter().any(|a| a.error().is_some()) => None,
        Outcome::NoData | Outcome::NxDomain => Some(false),
    }
}

/// Whether a record is the null MX.
const fn is_null_mx(record: &RecordData) -> bool {
    matches!(record, RecordData::Mx(Mx { exchange: None, .. }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dns::Question;

    fn reads(texts: &[&str]) -> Permission {
        let host = DomainName::new("vendor.example").unwrap();
        let question = Question::txt(host.clone());
        let records: Vec<_> = texts
            .iter()
            .map(|&text| RecordData::Txt(vec![text.to_owned()]))
            .collect();
        let outcome = if records.is_empty() {
            Outcome::NxDomain
        } else {
            Outcome::Records(records)
        };
        permission_texts(&Answer::new(question, outcome, ""), &host)
    }

    #[test]
    fn one_good_record_is_enough() {
        assert_eq!(reads(&["v=DMARC1"]), Permission::Given);
        assert_eq!(reads(&["v=DMARC1;"]), Permission::Given);
        assert_eq!(
            reads(&["v=spf1 -all", "v=DMARC1; rua=mailto:x@vendor.example"]),
            Permission::Given
        );
        assert_eq!(reads(&["v=spf1 -all"]), Permission::Missing);
        assert_eq!(reads(&[]), Permission::Missing);
        assert_eq!(
            reads(&["v=DMARC1; rua=mailto:x@other.example"]),
            Permission::GivenElsewhere("mailto:x@other.example".to_owned())
        );
    }
}
