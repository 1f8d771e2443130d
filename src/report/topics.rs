//! [`Topic`]: one line of the summary at the side of the page.

use crate::advice::{State, Verdict};
use crate::discovery::{Facts, Permission};

/// One line of the summary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    /// Which topic.
    pub name: TopicName,
    /// What it amounts to.
    pub state: State,
    /// A few words.
    pub text: String,
}

/// The topics.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TopicName {
    /// The policy.
    Policy,
    /// Who gets reports.
    Reports,
    /// SPF, as far as it tells a parked domain.
    Spf,
    /// Who takes mail.
    Mx,
}

impl TopicName {
    /// The name for people.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Policy => "DMARC",
            Self::Reports => "Reports",
            Self::Spf => "SPF",
            Self::Mx => "MX",
        }
    }
}

/// The summary.
pub(super) fn topics(facts: &Facts, verdict: &Verdict) -> Vec<Topic> {
    let topic = |name, (state, text): (State, String)| Topic { name, state, text };
    vec![
        topic(
            TopicName::Policy,
            (verdict.state, verdict.stage.label().to_lowercase()),
        ),
        topic(TopicName::Reports, reports(facts)),
        topic(TopicName::Spf, spf(facts)),
        topic(TopicName::Mx, mx(facts)),
    ]
}

/// Who gets reports, in a few words.
fn reports(facts: &Facts) -> (State, String) {
    let count = facts.destinations.len();
    let is =
        |wanted: fn(&Permission) -> bool| facts.destinations.iter().any(|d| wanted(&d.permission));
    if facts.walk.is_undecided() {
        (State::CouldNotTell, "could not tell".to_owned())
    } else if facts.policy().is_none() {
        (State::NotApplicable, "no record".to_owned())
    } else if count == 0 {
        (State::NotSet, "not asked for".to_owned())
    } else if is(|p| matches!(p, Permission::Pending)) {
        (State::CouldNotTell, "asking".to_owned())
    } else if is(|p| {
        matches!(
            p,
            Permission::Missing | Permission::GivenElsewhere(_) | Permission::CannotBeAsked
        )
    }) {
        (State::Problem, "permission missing".to_owned())
    } else if facts
        .destinations
        .iter()
        .any(|d| d.takes_mail == Some(false))
    {
        (State::Problem, "no mail server".to_owned())
    } else if is(|p| matches!(p, Permission::CouldNotTell(_))) {
        (State::CouldNotTell, "could not tell".to_owned())
    } else {
        (
            State::Good,
            if count == 1 {
                "to 1 host".to_owned()
            } else {
                format!("to {count} hosts")
            },
        )
    }
}

/// SPF in a few words: whether there is one record, and whether it allows nobody.
fn spf(facts: &Facts) -> (State, String) {
    match facts.mail.spf_records.as_deref() {
        None => (State::CouldNotTell, "could not tell".to_owned()),
        Some([]) => (State::NotSet, "no record".to_owned()),
        Some([_]) if facts.mail.sends_nothing() => (State::Good, "nobody may send".to_owned()),
        Some([_]) => (State::Good, "1 record".to_owned()),
        Some(records) => (State::Problem, format!("{} records", records.len())),
    }
}

/// MX in a few words.
fn mx(facts: &Facts) -> (State, String) {
    match facts.mail.mx.as_deref() {
        None => (State::CouldNotTell, "could not tell".to_owned()),
        Some([]) => (State::NotSet, "no record".to_owned()),
        Some(_) if facts.mail.has_null_mx() => (State::Good, "takes no mail".to_owned()),
        Some([_]) => (State::Good, "1 host".to_owned()),
        Some(hosts) => (State::Good, format!("{} hosts", hosts.len())),
    }
}
