//! What receivers do with mail from a name that fails, by either standard.

use super::{Found, Place, StepOutcome, Walk};
use crate::domain::DomainName;
use crate::record::dmarc::{DmarcRecord, Origin, Outcome, Policy, ReportUri, TagName, Value};

/// Whether a name exists, which decides between `sp` and `np`
/// ([RFC 9989, section 3.2.13](https://www.rfc-editor.org/rfc/rfc9989#section-3.2.13): only NXDOMAIN counts
/// as non-existent).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Existence {
    /// It exists.
    Exists,
    /// DNS says NXDOMAIN.
    DoesNotExist,
    /// It could not be asked.
    Unknown,
}

/// What the owner asks receivers to do with mail that fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Handling {
    /// DMARC does not apply.
    NoDmarc,
    /// `none`.
    None,
    /// `quarantine`.
    Quarantine,
    /// `reject`.
    Reject,
    /// A query failed that decides it.
    CouldNotTell,
    /// It depends on which name is registered, which RFC 7489 looks up in a public suffix list.
    NeedsSuffixList,
}

impl Handling {
    /// The value as exports have it; `None` where it is not known.
    pub const fn as_str(self) -> Option<&'static str> {
        match self {
            Self::NoDmarc => Some("no-dmarc"),
            Self::None => Some("none"),
            Self::Quarantine => Some("quarantine"),
            Self::Reject => Some("reject"),
            Self::CouldNotTell | Self::NeedsSuffixList => None,
        }
    }
}

impl From<Policy> for Handling {
    fn from(policy: Policy) -> Self {
        match policy {
            Policy::None => Self::None,
            Policy::Quarantine => Self::Quarantine,
            Policy::Reject => Self::Reject,
        }
    }
}

/// What receivers of one kind do, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Effect {
    /// What they do.
    pub handling: Handling,
    /// Which record and tag decided, where one did.
    pub source: Option<Source>,
    /// What it would be for each name that may be the registered one, where that is not known.
    pub options: Vec<(DomainName, Handling)>,
    /// The name whose several records made the receiver apply no DMARC, as RFC 7489 has it.
    pub several_at: Option<DomainName>,
}

/// The record and tag that decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The name that has the record.
    pub domain: DomainName,
    /// The tag whose value was used; a tag it was inherited from, where it was.
    pub tag: TagName,
    /// What RFC 9989 makes of the record as a whole.
    pub outcome: Outcome,
    /// Whether test mode (`t=y`), or `pct=0` for receivers on RFC 7489, took it one step down.
    pub is_stepped_down: bool,
    /// The share of failing mail that the policy is for; 100 but for RFC 7489 with `pct`.
    pub percentage: u8,
}

impl Effect {
    /// An effect without a record behind it.
    const fn bare(handling: Handling) -> Self {
        Self {
            handling,
            source: None,
            options: Vec::new(),
            several_at: None,
        }
    }

    /// No DMARC, since there are several records at a name.
    fn several(name: &DomainName) -> Self {
        Self {
            several_at: Some(name.clone()),
            ..Self::bare(Handling::NoDmarc)
        }
    }
}

/// Which name a row is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowKind {
    /// The name that was asked for.
    This,
    /// A subdomain that exists and has no record of its own.
    Subdomain,
    /// A subdomain that someone made up.
    Invented,
}

impl RowKind {
    /// A name for exports.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::This => "this",
            Self::Subdomain => "subdomain",
            Self::Invented => "invented",
        }
    }
}

/// What both kinds of receivers do with mail from one name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EffectRow {
    /// The name.
    pub name: DomainName,
    /// Which name that is.
    pub kind: RowKind,
    /// Whether it exists.
    pub existence: Existence,
    /// Receivers on RFC 9989.
    pub rfc9989: Effect,
    /// Receivers still on RFC 7489.
    pub rfc7489: Effect,
}

/// What an RFC 9989 receiver does with failing mail from the name that `walk` began with
/// ([section 4.10.1](https://www.rfc-editor.org/rfc/rfc9989#section-4.10.1)).
pub fn rfc9989(walk: &Walk, existence: Existence) -> Effect {
    if walk.is_undecided() {
        return Effect::bare(Handling::CouldNotTell);
    }
    let Some(found) = walk.policy() else {
        return Effect::bare(Handling::NoDmarc);
    };
    match existence {
        Existence::Unknown if found.place != Place::AuthorDomain => {
            let existing = applied(&found, Existence::Exists);
            let invented = applied(&found, Existence::DoesNotExist);
            if existing == invented {
                existing
            } else if existing.handling == invented.handling {
                // Which tag it comes from is not known.
                Effect::bare(existing.handling)
            } else {
                Effect::bare(Handling::CouldNotTell)
            }
        }
        _ => applied(&found, existence),
    }
}

/// The effect of the record that is the policy.
fn applied(found: &Found, existence: Existence) -> Effect {
    let record = &found.record;
    let (effective, written) = match (found.place, existence) {
        (Place::AuthorDomain, _) => (&record.policy, TagName::Policy),
        (_, Existence::DoesNotExist) => (&record.nonexistent_policy, TagName::NonexistentPolicy),
        _ => (&record.subdomain_policy, TagName::SubdomainPolicy),
    };
    let tag = match effective.origin {
        Origin::Inherited(from) => from,
        Origin::Default => TagName::Policy,
        Origin::Declared => written,
    };
    let is_testing = record.is_testing.value && effective.value != Policy::None;
    let policy = if is_testing {
        effective.value.milder()
    } else {
        effective.value
    };
    let handling = match record.outcome {
        Outcome::Policy => policy.into(),
        Outcome::Monitoring => Handling::None,
        Outcome::Ignored => Handling::NoDmarc,
    };
    Effect {
        handling,
        source: Some(Source {
            domain: found.domain.clone(),
            tag,
            outcome: record.outcome,
            is_stepped_down: is_testing && record.outcome == Outcome::Policy,
            percentage: 100,
        }),
        options: Vec::new(),
        several_at: None,
    }
}

/// What an RFC 7489 receiver does with failing mail from `name`
/// ([section 6.6.3](https://www.rfc-editor.org/rfc/rfc7489#section-6.6.3)): the record at the name itself, else the
/// one at the organizational domain, which comes from a public suffix list. `candidates` are the names that
/// may be it; where the answer is the same for all of them, the list is not needed.
pub fn rfc7489(
    name: &DomainName,
    lookup: impl Fn(&DomainName) -> StepOutcome,
    candidates: &[DomainName],
) -> Effect {
    match lookup(name) {
        StepOutcome::Found(record) => return declared(name, name, &record),
        StepOutcome::Several(_) => return Effect::several(name),
        StepOutcome::Failed(_) => return Effect::bare(Handling::CouldNotTell),
        StepOutcome::OtherText(_) | StepOutcome::NoData | StepOutcome::NxDomain => {}
    }
    let mut effects = candidates.iter().map(|organizational| {
        let effect = if organizational == name {
            Effect::bare(Handling::NoDmarc)
        } else {
            match lookup(organizational) {
                StepOutcome::Found(record) => declared(name, organizational, &record),
                StepOutcome::Failed(_) => Effect::bare(Handling::CouldNotTell),
                StepOutcome::Several(_) => Effect::several(organizational),
                _ => Effect::bare(Handling::NoDmarc),
            }
        };
        (organizational.clone(), effect)
    });
    let Some((_, first)) = effects.next() else {
        return Effect::bare(Handling::NoDmarc);
    };
    let mut options = vec![(candidates.first().cloned(), first.handling)];
    options.extend(effects.map(|(name, effect)| (Some(name), effect.handling)));
    if options
        .iter()
        .all(|(_, handling)| *handling == first.handling)
    {
        // Which of them is asked is not known, so neither is at which several records are found.
        let several_at = first.several_at.filter(|_| candidates.len() == 1);
        return Effect {
            several_at,
            ..first
        };
    }
    Effect {
        handling: Handling::NeedsSuffixList,
        source: None,
        options: options
            .into_iter()
            .filter_map(|(name, h)| Some((name?, h)))
            .collect(),
        several_at: None,
    }
}

/// The effect of a record on mail from `name`, as RFC 7489 has it: `p` or `sp`, and `pct`, by which what is
/// not rejected is quarantined and what is not quarantined passes
/// ([section 6.6.4](https://www.rfc-editor.org/rfc/rfc7489#section-6.6.4)).
fn declared(name: &DomainName, at: &DomainName, record: &DmarcRecord) -> Effect {
    let (effective, written) = if name == at {
        (&record.policy, TagName::Policy)
    } else {
        (&record.subdomain_policy, TagName::SubdomainPolicy)
    };
    let tag = if effective.origin == Origin::Declared {
        written
    } else {
        TagName::Policy
    };
    // An invalid `np` is an unknown tag here, so it breaks nothing.
    let has_valid = |tag| record.tag(tag).is_none_or(|t| t.value == Value::Valid);
    let is_usable = record.has(TagName::Policy)
        && has_valid(TagName::Policy)
        && has_valid(TagName::SubdomainPolicy);
    let has_reports = record.aggregate_reports.iter().any(ReportUri::is_valid);
    // Without a policy that can be used there is nothing that pct is a share of.
    let percentage = if effective.value == Policy::None || !is_usable {
        100
    } else {
        record.percentage.value
    };
    let is_stepped_down = percentage == 0;
    let policy = if is_stepped_down {
        effective.value.milder()
    } else {
        effective.value
    };
    let (handling, outcome) = match (is_usable, has_reports) {
        (true, _) => (policy.into(), Outcome::Policy),
        (false, true) => (Handling::None, Outcome::Monitoring),
        (false, false) => (Handling::NoDmarc, Outcome::Ignored),
    };
    Effect {
        handling,
        source: Some(Source {
            domain: at.clone(),
            tag,
            outcome,
            is_stepped_down,
            percentage,
        }),
        options: Vec::new(),
        several_at: None,
    }
}
