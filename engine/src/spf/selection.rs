//! [`Selection`]: which of the texts at a name is the record.

use std::rc::Rc;

use crate::dns::{Answer, LookupError, Outcome};
use crate::record::spf::{SpfRecord, is_spf, parse};

/// What comes of the question for a record
/// ([RFC 7208, section 4.5](https://www.rfc-editor.org/rfc/rfc7208#section-4.5)).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Selection {
    /// The one record, however broken.
    Found(Rc<SpfRecord>),
    /// Several records, so that none counts.
    Several(Vec<String>),
    /// No record.
    Missing(Missing),
    /// It could not be asked.
    Failed(LookupError),
}

/// How there can be no record.
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
    /// Reads the answer about the TXT records of a name.
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
    /// Whether the question counts as void: nothing came back at all.
    pub const fn is_void(&self) -> bool {
        matches!(self, Self::NxDomain | Self::NoData)
    }
}
