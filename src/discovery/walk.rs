//! The DNS tree walk ([RFC 9989, section 4.10](https://www.rfc-editor.org/rfc/rfc9989#section-4.10)).

use std::rc::Rc;

use crate::dns::{Answer, LookupError, Outcome};
use crate::domain::DomainName;
use crate::record::dmarc::{DmarcRecord, Psd, is_dmarc, parse};

/// A name of this many labels or more is walked from itself straight to [`LABELS_AFTER_JUMP`] labels.
const LONG_NAME: usize = 8;

/// Where the walk of a long name goes on.
const LABELS_AFTER_JUMP: usize = 7;

/// The names whose policy the walk asks for, longest first: at most eight, the top-level domain included
/// ([RFC 9989, section 4.10](https://www.rfc-editor.org/rfc/rfc9989#section-4.10)).
///
/// # Example
///
/// ```
/// use dmarc_checker::{discovery::walk_names, domain::DomainName};
///
/// let names = walk_names(&DomainName::new("a.mail.example.com").unwrap());
/// assert_eq!(names.len(), 4);
/// assert_eq!(names[3].as_str(), "com");
/// ```
pub fn walk_names(start: &DomainName) -> Vec<DomainName> {
    let mut names = vec![start.clone()];
    let mut next = if start.label_count() < LONG_NAME {
        start.parent()
    } else {
        Some(start.rightmost(LABELS_AFTER_JUMP))
    };
    while let Some(name) = next {
        next = name.parent();
        names.push(name);
    }
    names
}

/// One query of the walk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The name whose policy was asked for; the question was about `_dmarc` below it.
    pub name: DomainName,
    /// What came of it.
    pub outcome: StepOutcome,
    /// Whether a receiver would have stopped before: we ask for all names at once.
    pub is_after_stop: bool,
}

/// What the TXT records at a `_dmarc` name come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StepOutcome {
    /// One DMARC record.
    Found(Rc<DmarcRecord>),
    /// More than one, so all are discarded.
    Several(Vec<Rc<DmarcRecord>>),
    /// TXT records, but none for DMARC.
    OtherText(Vec<String>),
    /// The name exists without TXT records.
    NoData,
    /// The name does not exist.
    NxDomain,
    /// It could not be asked.
    Failed(LookupError),
}

impl StepOutcome {
    /// Reads an answer.
    pub fn of(answer: &Answer) -> Self {
        match &answer.outcome {
            Outcome::Failed(error) => Self::Failed(error.clone()),
            Outcome::NoData => Self::NoData,
            Outcome::NxDomain => Self::NxDomain,
            Outcome::Records(_) => Self::of_texts(answer.texts()),
        }
    }

    /// Reads the texts at a name.
    pub fn of_texts(texts: Vec<String>) -> Self {
        let mut records: Vec<_> = texts
            .iter()
            .filter(|text| is_dmarc(text))
            .map(|text| Rc::new(parse(text)))
            .collect();
        match (records.len(), records.pop()) {
            (1, Some(record)) => Self::Found(record),
            (_, None) if texts.is_empty() => Self::NoData,
            (_, None) => Self::OtherText(texts),
            (_, Some(last)) => {
                records.push(last);
                Self::Several(records)
            }
        }
    }

    /// The record, where there is exactly one.
    pub const fn record(&self) -> Option<&Rc<DmarcRecord>> {
        match self {
            Self::Found(record) => Some(record),
            _ => None,
        }
    }

    /// A name for exports.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Found(_) => "record",
            Self::Several(_) => "several-records",
            Self::OtherText(_) => "other-text",
            Self::NoData => "no-data",
            Self::NxDomain => "nxdomain",
            Self::Failed(_) => "failed",
        }
    }
}

/// A walk from one name up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Walk {
    /// The queries, the starting name's first.
    pub steps: Vec<Step>,
}

/// Where the record that is the policy was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// At the name itself.
    AuthorDomain,
    /// At its Organizational Domain.
    OrganizationalDomain,
    /// At the Public Suffix Domain above that.
    PublicSuffixDomain,
}

impl Place {
    /// The standard's word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::AuthorDomain => "Author Domain",
            Self::OrganizationalDomain => "Organizational Domain",
            Self::PublicSuffixDomain => "Public Suffix Domain",
        }
    }
}

/// The record that is the policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The name that has it.
    pub domain: DomainName,
    /// Which of the three names that is.
    pub place: Place,
    /// The record.
    pub record: Rc<DmarcRecord>,
}

impl Walk {
    /// Walks up from `start`, with `lookup` telling what is at `_dmarc` below a name.
    pub fn new(start: &DomainName, lookup: impl Fn(&DomainName) -> StepOutcome) -> Self {
        let mut has_stopped = false;
        let steps = walk_names(start)
            .into_iter()
            .map(|name| {
                let outcome = lookup(&name);
                let is_after_stop = has_stopped;
                has_stopped |= outcome
                    .record()
                    .is_some_and(|r| r.psd.value != Psd::Unknown);
                Step {
                    name,
                    outcome,
                    is_after_stop,
                }
            })
            .collect();
        Self { steps }
    }

    /// The queries that a receiver makes.
    pub fn steps_until_stop(&self) -> impl Iterator<Item = &Step> {
        self.steps.iter().filter(|step| !step.is_after_stop)
    }

    /// The queries that found one record, longest name first.
    fn found(&self) -> impl Iterator<Item = (&DomainName, &Rc<DmarcRecord>)> {
        self.steps_until_stop()
            .filter_map(|step| Some((&step.name, step.outcome.record()?)))
    }

    /// The name that the walk began with.
    pub fn start(&self) -> Option<&DomainName> {
        self.steps.first().map(|step| &step.name)
    }

    /// The Organizational Domain
    /// ([RFC 9989, section 4.10.2](https://www.rfc-editor.org/rfc/rfc9989#section-4.10.2)): the name of a record
    /// with `psd=n`; else the name one label below a record with `psd=y`, unless the walk began there; else
    /// the shortest name with a record; else the starting name.
    pub fn organizational_domain(&self) -> Option<DomainName> {
        let start = self.start()?;
        let mut shortest = start;
        for (name, record) in self.found() {
            match record.psd.value {
                Psd::No => return Some(name.clone()),
                Psd::Yes if name != start => {
                    return Some(start.rightmost(name.label_count() + 1));
                }
                Psd::Yes | Psd::Unknown => shortest = name,
            }
        }
        Some(shortest.clone())
    }

    /// The record that is the policy
    /// ([RFC 9989, section 4.10.1](https://www.rfc-editor.org/rfc/rfc9989#section-4.10.1)): the first that
    /// exists at the Author Domain, its Organizational Domain, the Public Suffix Domain. Records at names
    /// in between never are.
    pub fn policy(&self) -> Option<Found> {
        let start = self.start()?;
        let organizational = self.organizational_domain()?;
        let at = |domain: &DomainName, place| {
            let (_, record) = self.found().find(|(name, _)| *name == domain)?;
            Some(Found {
                domain: domain.clone(),
                place,
                record: Rc::clone(record),
            })
        };
        at(start, Place::AuthorDomain)
            .or_else(|| at(&organizational, Place::OrganizationalDomain))
            .or_else(|| {
                at(&organizational.parent()?, Place::PublicSuffixDomain)
                    .filter(|found| found.record.psd.value == Psd::Yes)
            })
    }

    /// The queries a receiver makes that could not be asked.
    pub fn failed(&self) -> impl Iterator<Item = (&DomainName, &LookupError)> {
        self.steps_until_stop()
            .filter_map(|step| match &step.outcome {
                StepOutcome::Failed(error) => Some((&step.name, error)),
                _ => None,
            })
    }

    /// Whether failed queries leave the policy open: the starting name's own failed, or nothing was found
    /// while something failed. A failed query elsewhere could only matter if it hid a `psd` tag or a record
    /// at a shorter name, which is said where it is shown.
    pub fn is_undecided(&self) -> bool {
        let own_failed = self
            .steps
            .first()
            .is_some_and(|step| matches!(step.outcome, StepOutcome::Failed(_)));
        own_failed || (self.failed().next().is_some() && self.policy().is_none())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> DomainName {
        DomainName::new(text).unwrap()
    }

    #[test]
    fn eight_queries_at_most() {
        let walked = |labels: usize| {
            let long = vec!["a"; labels].join(".");
            walk_names(&name(&long))
                .iter()
                .map(DomainName::label_count)
                .collect::<Vec<_>>()
        };
        assert_eq!(walked(1), [1]);
        assert_eq!(walked(7), [7, 6, 5, 4, 3, 2, 1]);
        assert_eq!(walked(8), [8, 7, 6, 5, 4, 3, 2, 1]);
        assert_eq!(walked(13), [13, 7, 6, 5, 4, 3, 2, 1]);
    }

    #[test]
    fn texts_at_a_name() {
        let of = |texts: &[&str]| {
            StepOutcome::of_texts(texts.iter().map(|&t| t.to_owned()).collect()).as_str()
        };
        assert_eq!(of(&[]), "no-data");
        assert_eq!(of(&["v=spf1 -all"]), "other-text");
        assert_eq!(of(&["v=spf1 -all", "v=DMARC1; p=none"]), "record");
        assert_eq!(
            of(&["v=DMARC1; p=none", "v=DMARC1; p=none"]),
            "several-records"
        );
    }

    #[test]
    fn a_failed_query_leaves_the_policy_open_only_where_it_matters() {
        let walk = |failing: &str| {
            Walk::new(&name("a.b.example"), |at| match at.as_str() {
                n if n == failing => StepOutcome::Failed(LookupError::ServFail),
                "b.example" => StepOutcome::of_texts(vec!["v=DMARC1; p=none".to_owned()]),
                _ => StepOutcome::NxDomain,
            })
        };
        assert!(walk("a.b.example").is_undecided());
        assert!(walk("b.example").is_undecided());
        assert!(!walk("example").is_undecided());
    }
}
