//! [`Stage`]: how far a domain has come.

use crate::discovery::{Facts, Handling, RowKind};
use crate::record::dmarc::ReportUri;

/// How far a domain has come, as receivers on RFC 9989 see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// A query failed that decides it.
    CouldNotTell,
    /// No policy is in effect: no record, a record that receivers ignore, or several.
    NoRecord,
    /// `p=none`, and nobody gets reports.
    CollectingBlind,
    /// `p=none` with reports.
    Monitoring,
    /// Failing mail is asked to be treated as suspicious.
    Quarantine,
    /// Failing mail is asked to be refused.
    Reject,
    /// The domain sends no mail, and all mail in its name is asked to be refused.
    Locked,
}

impl Stage {
    /// The stages of the road for a domain that sends mail, in order.
    pub const ROAD: [Self; 5] = [
        Self::NoRecord,
        Self::CollectingBlind,
        Self::Monitoring,
        Self::Quarantine,
        Self::Reject,
    ];

    /// A name for exports.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::CouldNotTell => "could-not-tell",
            Self::NoRecord => "no-record",
            Self::CollectingBlind => "collecting-blind",
            Self::Monitoring => "monitoring",
            Self::Quarantine => "quarantine",
            Self::Reject => "reject",
            Self::Locked => "locked",
        }
    }

    /// A name for people.
    pub const fn label(self) -> &'static str {
        match self {
            Self::CouldNotTell => "Could not tell",
            Self::NoRecord => "No policy",
            Self::CollectingBlind => "No reports",
            Self::Monitoring => "Monitoring",
            Self::Quarantine => "Quarantine",
            Self::Reject => "Reject",
            Self::Locked => "Locked",
        }
    }
}

/// What a reader sees of a topic; always as word, shape and color together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// As it should be.
    Good,
    /// Something could be better.
    Advice,
    /// Something is wrong.
    Problem,
    /// Nothing is there, which may be fine.
    NotSet,
    /// It does not concern this domain.
    NotApplicable,
    /// It could not be asked.
    CouldNotTell,
}

impl State {
    /// A name for exports, attributes and style sheets.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Advice => "advice",
            Self::Problem => "problem",
            Self::NotSet => "not-set",
            Self::NotApplicable => "not-applicable",
            Self::CouldNotTell => "could-not-tell",
        }
    }

    /// The word for people.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Good => "Good",
            Self::Advice => "Suggestion",
            Self::Problem => "Problem",
            Self::NotSet => "Not set",
            Self::NotApplicable => "Not applicable",
            Self::CouldNotTell => "Could not tell",
        }
    }

    /// The one of two that matters more.
    #[must_use]
    pub const fn worse(self, other: Self) -> Self {
        if other.rank() > self.rank() {
            other
        } else {
            self
        }
    }

    /// How much it matters.
    const fn rank(self) -> u8 {
        match self {
            Self::NotApplicable => 0,
            Self::NotSet => 1,
            Self::Good => 2,
            Self::CouldNotTell => 3,
            Self::Advice => 4,
            Self::Problem => 5,
        }
    }
}

/// How far the domain has come.
///
/// Where a failed question leaves open whether a domain at reject is locked, it is at reject, which is true of both.
pub fn stage(facts: &Facts) -> Stage {
    match facts.effect(RowKind::This).map(|row| row.rfc9989.handling) {
        None | Some(Handling::CouldNotTell | Handling::NeedsSuffixList) => Stage::CouldNotTell,
        Some(Handling::NoDmarc) => Stage::NoRecord,
        Some(Handling::None) if sends_reports(facts) => Stage::Monitoring,
        Some(Handling::None) => Stage::CollectingBlind,
        Some(Handling::Quarantine) => Stage::Quarantine,
        Some(Handling::Reject) if is_locked(facts) == Some(true) => Stage::Locked,
        Some(Handling::Reject) => Stage::Reject,
    }
}

/// Whether the domain is out of use and all mail in its name, subdomains included, is asked to be refused; `None` where a
/// failed question leaves that open.
pub(super) fn is_locked(facts: &Facts) -> Option<bool> {
    let rows = facts.effects.iter().map(|row| row.rfc9989.handling);
    let asked: Vec<_> = rows.collect();
    let is_known = |handling: &Handling| handling.as_str().is_some();
    let is_open_somewhere = asked
        .iter()
        .any(|handling| is_known(handling) && *handling != Handling::Reject);
    let may_be_parked = facts.mail.is_parked() || facts.mail.may_be_parked();
    if is_open_somewhere || !may_be_parked {
        Some(false)
    } else if facts.mail.is_parked() && asked.iter().all(is_known) {
        Some(true)
    } else {
        None
    }
}

/// Whether the policy names an address that every report sender must support.
pub(super) fn sends_reports(facts: &Facts) -> bool {
    facts.policy().is_some_and(|found| {
        found
            .record
            .aggregate_reports
            .iter()
            .any(ReportUri::is_mailto)
    })
}
