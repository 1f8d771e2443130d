//! [`RecordAt`]: what is published at a name reserved for one kind of record.

use std::rc::Rc;

use crate::dns::{Answer, LookupError, Outcome};
use crate::domain::DomainName;

/// A name reserved for one kind of record, and what is published there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordAt<T> {
    /// The name; `None` if it is too long for DNS.
    pub name: Option<DomainName>,
    /// The targets of the CNAME records on the way, in order.
    pub aliases: Vec<DomainName>,
    /// What is published there.
    pub state: RecordState<T>,
}

/// What is published at a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RecordState<T> {
    /// No answer yet.
    Pending,
    /// One record, however broken.
    Published(Rc<T>),
    /// More than one record, so that none of them is used; holds the texts.
    Several(Vec<String>),
    /// TXT records, but none of this kind.
    OtherText(Vec<String>),
    /// The name exists without TXT records.
    NoData,
    /// The name does not exist.
    NxDomain,
    /// The name is too long for DNS, so nothing can be published there.
    NameTooLong,
    /// The query failed.
    Failed(LookupError),
}

impl<T> RecordAt<T> {
    /// Reads the answer for a name. `is_record` selects the texts that are records of the kind, and `parse` reads one.
    pub(super) fn read(
        name: Option<DomainName>,
        answer: Option<&Answer>,
        is_record: fn(&str) -> bool,
        parse: fn(&str) -> T,
    ) -> Self {
        let state = match (&name, answer) {
            (None, _) => RecordState::NameTooLong,
            (Some(_), None) => RecordState::Pending,
            (Some(_), Some(answer)) => match &answer.outcome {
                Outcome::Failed(error) => RecordState::Failed(error.clone()),
                Outcome::NoData => RecordState::NoData,
                Outcome::NxDomain => RecordState::NxDomain,
                Outcome::Records(_) => {
                    let texts = answer.texts();
                    let records: Vec<_> = texts.iter().filter(|text| is_record(text)).collect();
                    match records.as_slice() {
                        [] => RecordState::OtherText(texts),
                        [record] => RecordState::Published(Rc::new(parse(record))),
                        several => RecordState::Several(several.iter().copied().cloned().collect()),
                    }
                }
            },
        };
        Self {
            name,
            aliases: answer.map_or_else(Vec::new, |answer| answer.aliases.clone()),
            state,
        }
    }

    /// Returns the record, if there is exactly one.
    pub const fn record(&self) -> Option<&Rc<T>> {
        match &self.state {
            RecordState::Published(record) => Some(record),
            _ => None,
        }
    }
}

impl<T> RecordState<T> {
    /// Whether it is certain that the name has no record of the kind, not even several.
    pub const fn is_none(&self) -> bool {
        matches!(
            self,
            Self::OtherText(_) | Self::NoData | Self::NxDomain | Self::NameTooLong
        )
    }

    /// Whether nothing is known, because the answer is missing or the query failed.
    pub const fn is_unknown(&self) -> bool {
        matches!(self, Self::Pending | Self::Failed(_))
    }

    /// Returns the identifier used in exports.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Published(_) => "record",
            Self::Several(_) => "several-records",
            Self::OtherText(_) => "other-text",
            Self::NoData => "no-data",
            Self::NxDomain => "nxdomain",
            Self::NameTooLong => "name-too-long",
            Self::Failed(_) => "failed",
        }
    }
}
