//! The DNS tree walk ([RFC 9989, section 4.10](https://www.rfc-editor.org/rfc/rfc9989#section-4.10)).

use std::rc::Rc;

use crate::dns::{Answer, LookupError, Outcome};
use crate::domain::DomainName;
use crate::record::dmarc::{DmarcRecord, Psd, is_dmarc, parse};

/// A name with at least this many labels is walked from itself straight to [`LABELS_AFTER_JUMP`] labels.
const LONG_NAME: usize = 8;

/// The number of labels at which the walk of a long name continues.
const LABELS_AFTER_JUMP: usize = 7;

/// Returns the names that the tree walk queries, longest first: at most eight, including the top-level domain
/// ([RFC 9989, section 4.10](https://www.rfc-editor.org/rfc/rfc9989#section-4.10)).
///
/// # Example
///
/// ```
/// use dmarc_engine::{discovery::walk_names, domain::DomainName};
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

/// One query of the tree walk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The name whose policy was queried, at `_dmarc` below it.
    pub name: DomainName,
    /// What was found there.
    pub outcome: StepOutcome,
    /// Whether a receiver would have stopped before this query. A check asks for all names at once.
    pub is_after_stop: bool,
}

/// The result of the TXT query at a `_dmarc` name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StepOutcome {
    /// One DMARC record.
    Found(Rc<DmarcRecord>),
    /// More than one DMARC record, so all are discarded.
    Several(Vec<Rc<DmarcRecord>>),
    /// TXT records, but none for DMARC.
    OtherText(Vec<String>),
    /// The name exists without TXT records.
    NoData,
    /// The name does not exist.
    NxDomain,
    /// The query failed.
    Failed(LookupError),
}

impl StepOutcome {
    /// Returns the texts that were found.
    pub fn texts(&self) -> Vec<String> {
        match self {
            Self::Found(record) => vec![record.text.clone()],
            Self::Several(records) => records.iter().map(|record| record.text.clone()).collect(),
            Self::OtherText(texts) => texts.clone(),
            Self::NoData | Self::NxDomain | Self::Failed(_) => Vec::new(),
        }
    }

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

    /// Returns the record, if there is exactly one.
    pub const fn record(&self) -> Option<&Rc<DmarcRecord>> {
        match self {
            Self::Found(record) => Some(record),
            _ => None,
        }
    }

    /// Returns the identifier used in exports.
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

/// The tree walk from one name upwards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Walk {
    /// The queries, starting with the name itself.
    pub steps: Vec<Step>,
}

/// Where the policy record was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// At the name itself.
    AuthorDomain,
    /// At its organizational domain.
    OrganizationalDomain,
    /// At the public suffix domain above that.
    PublicSuffixDomain,
}

impl Place {
    /// Returns the standard's term.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::AuthorDomain => "Author Domain",
            Self::OrganizationalDomain => "Organizational Domain",
            Self::PublicSuffixDomain => "Public Suffix Domain",
        }
    }
}

/// The policy record, and where it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The name that has the record.
    pub domain: DomainName,
    /// Which of the three possible names that is.
    pub place: Place,
    /// The parsed record.
    pub record: Rc<DmarcRecord>,
}

impl Walk {
    /// Walks up from `start`. `lookup` returns what is published at `_dmarc` below a name.
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

    /// Iterates over the queries that a receiver makes.
    pub fn steps_until_stop(&self) -> impl Iterator<Item = &Step> {
        self.steps.iter().filter(|step| !step.is_after_stop)
    }

    /// Iterates over the names with exactly one record, longest name first.
    fn found(&self) -> impl Iterator<Item = (&DomainName, &Rc<DmarcRecord>)> {
        self.steps_until_stop()
            .filter_map(|step| Some((&step.name, step.outcome.record()?)))
    }

    /// Returns the name at which the walk begins.
    pub fn start(&self) -> Option<&DomainName> {
        self.steps.first().map(|step| &step.name)
    }

    /// Returns the organizational domain ([RFC 9989, section 4.10.2](https://www.rfc-editor.org/rfc/rfc9989#section-4.10.2));
    /// `None` if a failed query leaves it unknown.
    ///
    /// It is the first of these that exists: the name of a record with `psd=n`; the name one label below a record with `psd=y`,
    /// unless the walk began there; the shortest name with a record; the starting name.
    pub fn organizational_domain(&self) -> Option<DomainName> {
        self.apparent_organization()
            .filter(|_| !self.is_organization_undecided())
    }

    /// Returns the organizational domain, supposing that the names whose queries failed have records with the `psd` that
    /// `supposed` returns; `None` means no record.
    fn organization(&self, supposed: impl Fn(&DomainName) -> Option<Psd>) -> Option<DomainName> {
        let start = self.start()?;
        let mut shortest = start;
        for step in self.steps_until_stop() {
            let name = &step.name;
            let psd = match &step.outcome {
                StepOutcome::Found(record) => Some(record.psd.value),
                StepOutcome::Failed(_) => supposed(name),
                _ => None,
            };
            match psd {
                Some(Psd::No) => return Some(name.clone()),
                Some(Psd::Yes) if name == start => return Some(name.clone()),
                Some(Psd::Yes) => return Some(start.rightmost(name.label_count() + 1)),
                Some(Psd::Unknown) => shortest = name,
                None => {}
            }
        }
        Some(shortest.clone())
    }

    /// Returns the organizational domain, supposing that names whose queries failed have no record.
    fn apparent_organization(&self) -> Option<DomainName> {
        self.organization(|_| None)
    }

    /// Returns the policy record ([RFC 9989, section 4.10.1](https://www.rfc-editor.org/rfc/rfc9989#section-4.10.1)): the first
    /// that exists at the Author Domain, its organizational domain and the public suffix domain.
    ///
    /// Records at names in between are never used. Also `None` if a failed query leaves the policy unknown.
    pub fn policy(&self) -> Option<Found> {
        if self.is_undecided() {
            return None;
        }
        let start = self.start()?;
        let organizational = self.apparent_organization()?;
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

    /// Iterates over the failed queries among those that a receiver makes.
    pub fn failed(&self) -> impl Iterator<Item = (&DomainName, &LookupError)> {
        self.steps_until_stop()
            .filter_map(|step| match &step.outcome {
                StepOutcome::Failed(error) => Some((&step.name, error)),
                _ => None,
            })
    }

    /// Whether a failed query leaves the policy unknown.
    ///
    /// Only a record at the starting name is the policy whatever is above it. Without one, a record with `psd=n` at any name
    /// whose query failed would be the policy.
    pub fn is_undecided(&self) -> bool {
        let own = self.steps.first().map(|step| &step.outcome);
        !matches!(own, Some(StepOutcome::Found(_))) && self.failed().next().is_some()
    }

    /// Whether a failed query leaves the organizational domain unknown, because a record there would change it.
    pub fn is_organization_undecided(&self) -> bool {
        let apparent = self.apparent_organization();
        self.suppositions()
            .any(|supposed| self.organization(supposed) != apparent)
    }

    /// Whether two names belong to the same organization, as relaxed alignment requires; `None` if a failed query leaves that
    /// unknown.
    pub fn is_same_organization(&self, other: &Self) -> Option<bool> {
        let is_same = self.apparent_organization() == other.apparent_organization();
        let mut suppositions = self.suppositions().chain(other.suppositions());
        suppositions
            .all(|supposed| {
                (self.organization(&supposed) == other.organization(&supposed)) == is_same
            })
            .then_some(is_same)
    }

    /// Iterates over what a record at one name whose query failed may say.
    ///
    /// Several such names need not be tried together: the first that ends the walk, or otherwise the last, decides alone.
    fn suppositions(&self) -> impl Iterator<Item = impl Fn(&DomainName) -> Option<Psd>> {
        self.failed().flat_map(|(failed, _)| {
            [Psd::No, Psd::Yes, Psd::Unknown]
                .map(|psd| move |name: &DomainName| (name == failed).then_some(psd))
        })
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

    /// What a name in the zones below can have: nothing, a failed query, or a record.
    const STATES: [Option<&str>; 6] = [
        Some(""),
        None,
        Some("v=DMARC1; p=none"),
        Some("v=DMARC1; p=none; psd=n"),
        Some("v=DMARC1; p=none; psd=y"),
        Some("v=DMARC1; p=reject"),
    ];

    /// Returns the walk from `start`. The digits of `number` select what each name has, from the top down.
    fn walk_of(start: &str, number: usize) -> Walk {
        Walk::new(&name(start), |at| {
            let place = u32::try_from(at.label_count()).unwrap() - 1;
            match STATES[number / STATES.len().pow(place) % STATES.len()] {
                None => StepOutcome::Failed(LookupError::ServFail),
                Some("") => StepOutcome::NxDomain,
                Some(text) => StepOutcome::of_texts(vec![text.to_owned()]),
            }
        })
    }

    /// Returns the walk with every combination of answers that the failed queries may have had.
    fn worlds(walk: &Walk) -> Vec<Walk> {
        let mut worlds = vec![walk.clone()];
        for place in 0..walk.steps.len() {
            if !matches!(walk.steps[place].outcome, StepOutcome::Failed(_)) {
                continue;
            }
            let known = STATES.iter().copied().flatten();
            let filled = known.flat_map(|text| {
                worlds.iter().map(move |world| {
                    let mut world = world.clone();
                    world.steps[place].outcome = match text {
                        "" => StepOutcome::NxDomain,
                        text => StepOutcome::of_texts(vec![text.to_owned()]),
                    };
                    world
                })
            });
            worlds = filled.collect();
        }
        for world in &mut worlds {
            let outcomes = world.steps.clone();
            let of = |at: &DomainName| {
                let mut steps = outcomes.iter();
                steps.find(|step| step.name == *at).unwrap().outcome.clone()
            };
            *world = Walk::new(walk.start().unwrap(), of);
        }
        worlds
    }

    /// Returns the value that all have in common.
    fn common<T: PartialEq>(all: impl IntoIterator<Item = T>) -> Option<T> {
        let mut all = all.into_iter();
        let first = all.next()?;
        all.all(|other| other == first).then_some(first)
    }

    #[test]
    fn what_no_answer_could_change_is_decided() {
        for number in 0..STATES.len().pow(3) {
            let walk = walk_of("a.b.example", number);
            let worlds = worlds(&walk);
            let organization = common(worlds.iter().map(Walk::organizational_domain));
            assert_eq!(
                walk.organizational_domain(),
                organization.flatten(),
                "{walk:?}"
            );
            let policy = common(worlds.iter().map(Walk::policy));
            assert_eq!(walk.is_undecided(), policy.is_none(), "{walk:?}");
            assert_eq!(walk.policy(), policy.flatten(), "{walk:?}");
        }
    }

    #[test]
    fn a_record_at_the_name_itself_is_the_policy_whatever_fails_above() {
        let fails = |failing: &'static str, own: &'static str| {
            Walk::new(&name("a.b.example"), move |at| match at.as_str() {
                n if n == failing => StepOutcome::Failed(LookupError::ServFail),
                n if n == own => StepOutcome::of_texts(vec!["v=DMARC1; p=none".to_owned()]),
                _ => StepOutcome::NxDomain,
            })
        };
        // Under the standard, a record at the top-level domain counts like any other.
        for failing in ["b.example", "example"] {
            let walk = fails(failing, "a.b.example");
            assert_eq!(walk.policy().unwrap().place, Place::AuthorDomain);
            assert_eq!(walk.organizational_domain(), None);
        }
        assert!(fails("example", "b.example").is_undecided());
        let alone = fails("a.b.example", "");
        assert!(alone.is_undecided());
        assert_eq!(alone.organizational_domain(), Some(name("a.b.example")));
    }

    #[test]
    fn names_of_one_organization_are_so_in_every_world() {
        let shared = STATES.len().pow(2);
        for number in 0..STATES.len().pow(4) {
            let below = |state| state * shared + number % shared;
            let one = walk_of("a.b.example", below(number / shared % STATES.len()));
            let other = walk_of("c.b.example", below(number / shared / STATES.len()));
            let pairs = worlds(&one).into_iter().flat_map(|world| {
                let mut other = other.clone();
                for step in &mut other.steps {
                    let mut steps = world.steps.iter();
                    if let Some(same) = steps.find(|same| same.name == step.name) {
                        step.outcome = same.outcome.clone();
                    }
                }
                let organization = world.organizational_domain();
                let others = worlds(&other).into_iter();
                others.map(move |other| other.organizational_domain() == organization)
            });
            assert_eq!(
                one.is_same_organization(&other),
                common(pairs),
                "{one:?} {other:?}"
            );
        }
    }
}
