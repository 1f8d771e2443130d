//! What receivers are asked to do with failing mail from a name, under either standard.

use super::{Found, Place, StepOutcome, Walk};
use crate::domain::DomainName;
use crate::record::dmarc::{DmarcRecord, Origin, Outcome, Policy, ReportUri, TagName, Value};

/// Whether a name exists, which decides between `sp` and `np`
/// ([RFC 9989, section 3.2.13](https://www.rfc-editor.org/rfc/rfc9989#section-3.2.13): only NXDOMAIN counts as nonexistent).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Existence {
    /// DNS has the name, with or without records.
    Exists,
    /// DNS answers NXDOMAIN.
    DoesNotExist,
    /// The query failed.
    Unknown,
}

/// What the owner asks receivers to do with failing mail.
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
    /// A deciding query failed.
    CouldNotTell,
    /// It depends on the registered name, which RFC 7489 takes from a public suffix list.
    NeedsSuffixList,
}

impl Handling {
    /// Returns the value used in exports; `None` if it is unknown.
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

/// What one kind of receiver is asked to do, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Effect {
    /// The requested handling.
    pub handling: Handling,
    /// The record and tag that decided; `None` if no record did.
    pub source: Option<Source>,
    /// If the registered name is unknown: the handling for each name that may be the registered one.
    pub options: Vec<(DomainName, Handling)>,
    /// The name whose several records make receivers apply no DMARC, under RFC 7489.
    pub several_at: Option<DomainName>,
}

/// The record and tag that decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The name that has the record.
    pub domain: DomainName,
    /// The tag with the value that was used. If `sp` or `np` inherits its value, the tag it comes from.
    pub tag: TagName,
    /// How this kind of receiver treats the record as a whole.
    pub outcome: Outcome,
    /// Whether the policy is weakened by one step, by test mode (`t=y`) or, for receivers on RFC 7489, by `pct=0`.
    pub is_stepped_down: bool,
    /// The share of failing mail that the policy applies to, in percent. Always 100 except under RFC 7489 with `pct`.
    pub percentage: u8,
}

impl Effect {
    /// Creates an effect without a record behind it.
    const fn bare(handling: Handling) -> Self {
        Self {
            handling,
            source: None,
            options: Vec::new(),
            several_at: None,
        }
    }

    /// Creates the effect of several records at a name: no DMARC.
    fn several(name: &DomainName) -> Self {
        Self {
            several_at: Some(name.clone()),
            ..Self::bare(Handling::NoDmarc)
        }
    }
}

/// Which kind of name a row is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowKind {
    /// The checked name.
    This,
    /// An existing subdomain without a record of its own.
    Subdomain,
    /// A made-up subdomain.
    Invented,
}

impl RowKind {
    /// Returns the identifier used in exports.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::This => "this",
            Self::Subdomain => "subdomain",
            Self::Invented => "invented",
        }
    }
}

/// What both kinds of receivers are asked to do with mail from one name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EffectRow {
    /// The name that the mail is from.
    pub name: DomainName,
    /// Which kind of name it is.
    pub kind: RowKind,
    /// Whether the name exists.
    pub existence: Existence,
    /// The effect at receivers on RFC 9989.
    pub rfc9989: Effect,
    /// The effect at receivers still on RFC 7489.
    pub rfc7489: Effect,
}

/// Returns what an RFC 9989 receiver is asked to do with failing mail from the name at which `walk` begins
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
                // It is unknown which tag decides.
                Effect::bare(existing.handling)
            } else {
                Effect::bare(Handling::CouldNotTell)
            }
        }
        _ => applied(&found, existence),
    }
}

/// Returns the effect of the policy record.
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

/// Returns what an RFC 7489 receiver is asked to do with failing mail from `name`
/// ([section 6.6.3](https://www.rfc-editor.org/rfc/rfc7489#section-6.6.3)).
///
/// The record at the name itself decides, otherwise the one at the organizational domain, which comes from a public suffix list.
/// `candidates` are the names that may be that domain. If the result is the same for all of them, no list is needed.
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
        // With several candidates it is unknown which one is asked, so the name with several records is unknown too.
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

/// Returns the effect of a record on mail from `name` under RFC 7489: `p` or `sp`, and `pct`. The share not rejected is
/// quarantined, and the share not quarantined passes ([section 6.6.4](https://www.rfc-editor.org/rfc/rfc7489#section-6.6.4)).
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
    // `np` is an unknown tag here, so an invalid value breaks nothing.
    let has_valid = |tag| record.tag(tag).is_none_or(|t| t.value == Value::Valid);
    let is_usable = record.has(TagName::Policy)
        && has_valid(TagName::Policy)
        && has_valid(TagName::SubdomainPolicy);
    let has_reports = record.aggregate_reports.iter().any(ReportUri::is_valid);
    // Without a usable policy, pct has nothing to apply to.
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
