//! [`Stage`]: how far a domain is on the road to `p=reject`.

use crate::discovery::{Facts, Handling, RowKind};
use crate::record::dmarc::ReportUri;

/// How far a domain is, as receivers on RFC 9989 see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// A deciding query failed.
    CouldNotTell,
    /// No policy is in effect: no record, a record that receivers ignore, or several records.
    NoRecord,
    /// `p=none` without reports.
    CollectingBlind,
    /// `p=none` with reports.
    Monitoring,
    /// Receivers are asked to treat failing mail as suspicious.
    Quarantine,
    /// Receivers are asked to refuse failing mail.
    Reject,
    /// The domain sends no mail, and receivers are asked to refuse all mail that claims to be from it.
    Locked,
}

impl Stage {
    /// The stages of a domain that sends mail, in order.
    pub const ROAD: [Self; 5] = [
        Self::NoRecord,
        Self::CollectingBlind,
        Self::Monitoring,
        Self::Quarantine,
        Self::Reject,
    ];

    /// Returns the identifier used in exports.
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

    /// Returns the label shown to readers.
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

/// The state of a topic, always shown as a word, a shape and a color together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// Nothing to change.
    Good,
    /// Something could be better; shown as "Suggestion".
    Advice,
    /// Something is wrong.
    Problem,
    /// Nothing is published, which may be fine.
    NotSet,
    /// The topic does not concern this domain.
    NotApplicable,
    /// A query failed, so the state is unknown.
    CouldNotTell,
}

impl State {
    /// Returns the identifier used in exports, attributes and style sheets.
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

    /// Returns the word shown to readers.
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

    /// Returns the more important of two states.
    #[must_use]
    pub const fn worse(self, other: Self) -> Self {
        if other.rank() > self.rank() {
            other
        } else {
            self
        }
    }

    /// Orders states by importance.
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

/// Returns how far the domain is.
///
/// If a failed query leaves open whether a domain at reject is locked, the stage is reject, which is true either way.
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

/// Whether the domain is out of use and receivers are asked to refuse all mail in its name, subdomains included; `None` if a
/// failed query leaves that open.
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

/// Whether the policy names an address of the kind that every report sender must support: a `mailto:` URI.
pub(super) fn sends_reports(facts: &Facts) -> bool {
    facts.policy().is_some_and(|found| {
        found
            .record
            .aggregate_reports
            .iter()
            .any(ReportUri::is_mailto)
    })
}
