//! [`Topic`]: a line of the summary at the side of the page.

use super::{DkimView, Report, Sections, SendersView, SpfView, TransportView};
use crate::advice::State;
use crate::discovery::{Facts, Permission};

/// A line of the summary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    /// The topic the line is about.
    pub name: TopicName,
    /// The state of that topic.
    pub state: State,
    /// The state in a few words.
    pub text: String,
}

/// The topics of the summary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TopicName {
    /// The DMARC policy.
    Policy,
    /// Who receives reports.
    Reports,
    /// SPF, with its lookup count once that is known.
    Spf,
    /// The DKIM keys.
    Dkim,
    /// Services that appear to send.
    Senders,
    /// The hosts that receive mail.
    Mx,
    /// MTA-STS, TLS-RPT, BIMI and DNSSEC.
    Transport,
}

impl TopicName {
    /// The name that people see.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Policy => "DMARC",
            Self::Reports => "Reports",
            Self::Spf => "SPF",
            Self::Dkim => "DKIM",
            Self::Senders => "Senders",
            Self::Mx => "MX",
            Self::Transport => "Transport",
        }
    }
}

/// Builds the summary of a report.
pub(super) fn topics(report: &Report, sections: &Sections) -> Vec<Topic> {
    let facts = report.facts();
    let mut topics = Vec::new();
    let mut add = |name, (state, text): (State, String)| topics.push(Topic { name, state, text });
    add(
        TopicName::Policy,
        (
            report.state(),
            // The labels are ours and ASCII. The tables for Unicode case mapping are bigger than this file.
            report.overview.verdict.stage.label().to_ascii_lowercase(),
        ),
    );
    add(TopicName::Reports, reports(facts));
    add(TopicName::Spf, spf(facts, sections.spf.as_deref()));
    if let Some(view) = &sections.dkim {
        add(TopicName::Dkim, dkim(view, facts));
    }
    if let Some(view) = &sections.senders {
        add(TopicName::Senders, senders(view));
    }
    let (state, text) = mx(facts);
    let state = sections.mail.as_ref().map_or(state, |view| view.state);
    add(TopicName::Mx, (state, text));
    if let Some(view) = &sections.transport {
        add(TopicName::Transport, transport(view));
    }
    topics
}

/// DKIM in a few words.
fn dkim(view: &DkimView, facts: &Facts) -> (State, String) {
    let mail_setup = facts.mail_setup.as_deref();
    let found = mail_setup.map_or(0, |mail_setup| mail_setup.dkim.found().count());
    let text = match (found, view.state) {
        (0, _) if mail_setup.is_some_and(|mail_setup| mail_setup.dkim.is_pending()) => {
            "looking".to_owned()
        }
        (0, State::CouldNotTell) => "could not tell".to_owned(),
        (0, _) => "no key found".to_owned(),
        (1, _) => "1 key found".to_owned(),
        (count, _) => format!("{count} keys found"),
    };
    (view.state, text)
}

/// Services that appear to send, in a few words.
fn senders(view: &SendersView) -> (State, String) {
    let text = match (view.vendors.len(), view.state) {
        (0, State::CouldNotTell) => "could not tell".to_owned(),
        (0, _) => "none seen".to_owned(),
        (1, _) => "1 service".to_owned(),
        (count, _) => format!("{count} services"),
    };
    (view.state, text)
}

/// MTA-STS, TLS-RPT, BIMI and DNSSEC in a few words.
fn transport(view: &TransportView) -> (State, String) {
    let is_set = |state| matches!(state, State::Good | State::Advice | State::Problem);
    let names: Vec<_> = view
        .lines
        .iter()
        .filter(|line| is_set(line.state) && (!line.texts.is_empty() || line.name == "DNSSEC"))
        .map(|line| line.name)
        .collect();
    let text = match (names.as_slice(), view.state) {
        ([], State::CouldNotTell) => "could not tell".to_owned(),
        ([], _) => "not set".to_owned(),
        (names, _) => names.join(", "),
    };
    (view.state, text)
}

/// Who receives reports, in a few words.
pub(super) fn reports(facts: &Facts) -> (State, String) {
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
    } else if !facts.is_complete {
        (State::CouldNotTell, "asking".to_owned())
    } else if is(|p| matches!(p, Permission::CouldNotTell(_)))
        || facts.destinations.iter().any(|d| d.takes_mail.is_none())
    {
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

/// SPF in a few words: whether there is exactly one record, whether it authorizes no sender, and how many lookups it
/// takes.
fn spf(facts: &Facts, view: Option<&SpfView>) -> (State, String) {
    if let (Some(view), Some([_]), false) = (
        view,
        facts.mail.spf_records.as_deref(),
        facts.mail.sends_nothing(),
    ) && let Some(limit) = view.limits.first()
    {
        return (view.state, format!("{} lookups", limit.figures));
    }
    match facts.mail.spf_records.as_deref() {
        None => (State::CouldNotTell, "could not tell".to_owned()),
        Some([]) => (State::NotSet, "no record".to_owned()),
        Some([_]) if facts.mail.sends_nothing() => (State::Good, "no sender".to_owned()),
        Some([_]) => (State::Good, "1 record".to_owned()),
        Some(records) => (State::Problem, format!("{} records", records.len())),
    }
}

/// MX in a few words.
pub(super) fn mx(facts: &Facts) -> (State, String) {
    match facts.mail.mx.as_deref() {
        None => (State::CouldNotTell, "could not tell".to_owned()),
        Some([]) => (State::NotSet, "no record".to_owned()),
        Some(_) if facts.mail.has_null_mx() => (State::Good, "no mail".to_owned()),
        Some([_]) => (State::Good, "1 host".to_owned()),
        Some(hosts) => (State::Good, format!("{} hosts", hosts.len())),
    }
}
