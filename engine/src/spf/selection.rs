//! [`Selection`]: selects the SPF record among a name's TXT records.

use std::rc::Rc;

use crate::dns::{Answer, LookupError, Outcome};
use crate::record::spf::{SpfRecord, is_spf, parse};

/// The result of selecting the record ([RFC 7208, section 4.5](https://www.rfc-editor.org/rfc/rfc7208#section-4.5)).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Selection {
    /// The only record, valid or not.
    Found(Rc<SpfRecord>),
    /// Several records, so none counts.
    Several(Vec<String>),
    /// No SPF record.
    Missing(Missing),
    /// The query failed.
    Failed(LookupError),
}

/// Why there is no record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Missing {
    /// The name does not exist.
    NxDomain,
    /// The name has no TXT record.
    NoData,
    /// The name has only TXT records that are not SPF.
    OtherTexts(Vec<String>),
}

impl Selection {
    /// Selects the record from the answer to a TXT query.
    pub fn of(answer: &Answer) -> Self {
        let texts = match &answer.outcome {
            Outcome::Failed(error) => return Self::Failed(error.clone()),
            Outcome::NxDomain => return Self::Missing(Missing::NxDomain),
            Outcome::NoData => return Self::Missing(Missing::NoData),
            Outcome::Records(_) => answer.texts(),
        };
        let (mut records, others): (Vec<_>, Vec<_>) =
            texts.into_iter().partition(|text| is_spf(text));
        match (records.len(), records.pop()) {
            (1, Some(record)) => Self::Found(Rc::new(parse(&record))),
            (_, Some(last)) => {
                records.push(last);
                Self::Several(records)
            }
            (_, None) => Self::Missing(Missing::OtherTexts(others)),
        }
    }
}

impl Missing {
    /// Whether the lookup counts as void: there was no TXT record at all.
    pub const fn is_void(&self) -> bool {
        matches!(self, Self::NxDomain | Self::NoData)
    }
}
