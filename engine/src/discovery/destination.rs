//! Whether those who get reports agreed to get them
//! ([RFC 9990, section 4](https://www.rfc-editor.org/rfc/rfc9990#section-4)).

use crate::dns::{Answer, LookupError, Mx, Outcome, RecordData};
use crate::domain::DomainName;
use crate::record::dmarc::{TagName, is_dmarc, parse};

/// A host that reports are sent to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Destination {
    /// The host of the report URIs.
    pub host: DomainName,
    /// Which of `rua` and `ruf` name it.
    pub tags: Vec<TagName>,
    /// Its Organizational Domain; `None` until its walk is done, or where a failed question leaves it open.
    pub organizational_domain: Option<DomainName>,
    /// Whether it agreed.
    pub permission: Permission,
    /// Whether it takes mail at all: `Some(false)` when it says so or has no host to take it; `None` when not
    /// known.
    pub takes_mail: Option<bool>,
}

impl Destination {
    /// Whether it is known that no report arrives there.
    pub fn gets_nothing(&self) -> bool {
        self.takes_mail == Some(false)
            || matches!(
                self.permission,
                Permission::Missing | Permission::GivenElsewhere(_) | Permission::CannotBeAsked
            )
    }
}

/// Whether a destination agreed to get reports about a domain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Permission {
    /// Same Organizational Domain, so none is needed.
    NotNeeded,
    /// It publishes the record that says so.
    Given,
    /// It publishes the record, but with an address at another host, so that reports go nowhere.
    GivenElsewhere(String),
    /// There is no such record.
    Missing,
    /// The name to ask for is too long for DNS, so nobody can verify it.
    CannotBeAsked,
    /// The question failed.
    CouldNotTell(LookupError),
    /// Not asked yet.
    Pending,
}

impl Permission {
    /// A name for exports.
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

/// The name at which `host` says whether it takes reports about `domain`; `None` when DNS cannot hold it.
pub fn permission_record(domain: &DomainName, host: &DomainName) -> Option<DomainName> {
    host.child(&format!("{domain}._report._dmarc"))
}

/// Reads the answer at [`permission_record`]: one record that begins with `v=DMARC1` is enough, whatever
/// else is there. A `rua` in it must stay at the same host.
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

/// Whether a host takes mail, from the answers about its MX, A and AAAA records
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

/// Whether the record is the null MX.
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
