//! [`Topic`]: a line of the summary at the side of the page.

mod message;

use message::Message;

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
    let message = match (found, view.state) {
        (0, _) if mail_setup.is_some_and(|mail_setup| mail_setup.dkim.is_pending()) => {
            Message::LookingForKeys
        }
        (0, State::CouldNotTell) => Message::CouldNotTell,
        (0, _) => Message::NoKey,
        (count, _) => Message::Keys(count),
    };
    (view.state, message.to_string())
}

/// Services that appear to send, in a few words.
fn senders(view: &SendersView) -> (State, String) {
    let message = match (view.vendors.len(), view.state) {
        (0, State::CouldNotTell) => Message::CouldNotTell,
        (0, _) => Message::NoService,
        (count, _) => Message::Services(count),
    };
    (view.state, message.to_string())
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
    let message = match view.state {
        State::CouldNotTell if names.is_empty() => Message::CouldNotTell,
        _ if names.is_empty() => Message::NotSet,
        _ => Message::Set(names),
    };
    (view.state, message.to_string())
}

/// Who receives reports, in a few words.
pub(super) fn reports(facts: &Facts) -> (State, String) {
    let count = facts.destinations.len();
    let is =
        |wanted: fn(&Permission) -> bool| facts.destinations.iter().any(|d| wanted(&d.permission));
    let (state, message) = if facts.walk.is_undecided() {
        (State::CouldNotTell, Message::CouldNotTell)
    } else if facts.policy().is_none() {
        (State::NotApplicable, Message::NoRecord)
    } else if count == 0 {
        (State::NotSet, Message::NoReports)
    } else if is(|p| matches!(p, Permission::Pending)) {
        (State::CouldNotTell, Message::AskingHosts)
    } else if is(|p| {
        matches!(
            p,
            Permission::Missing | Permission::GivenElsewhere(_) | Permission::CannotBeAsked
        )
    }) {
        (State::Problem, Message::PermissionMissing)
    } else if facts
        .destinations
        .iter()
        .any(|d| d.takes_mail == Some(false))
    {
        (State::Problem, Message::NoMailServer)
    } else if !facts.is_complete {
        (State::CouldNotTell, Message::AskingHosts)
    } else if is(|p| matches!(p, Permission::CouldNotTell(_)))
        || facts.destinations.iter().any(|d| d.takes_mail.is_none())
    {
        (State::CouldNotTell, Message::CouldNotTell)
    } else {
        (State::Good, Message::ReportHosts(count))
    };
    (state, message.to_string())
}

/// SPF in a few words: whether there is exactly one record, whether it authorizes no sender, and how many lookups it
/// takes.
fn spf(facts: &Facts, view: Option<&SpfView>) -> (State, String) {
    let sends_nothing = facts.mail.sends_nothing();
    let limit = view.and_then(|view| Some((view.state, view.limits.first()?)));
    let (state, message) = match (facts.mail.spf_records.as_deref(), limit) {
        (None, _) => (State::CouldNotTell, Message::CouldNotTell),
        (Some([]), _) => (State::NotSet, Message::NoRecord),
        (Some([_]), _) if sends_nothing => (State::Good, Message::NoSender),
        (Some([_]), Some((state, limit))) => (state, Message::Lookups(&limit.figures)),
        (Some([_]), None) => (State::Good, Message::Records(1)),
        (Some(records), _) => (State::Problem, Message::Records(records.len())),
    };
    (state, message.to_string())
}

/// MX in a few words.
pub(super) fn mx(facts: &Facts) -> (State, String) {
    let (state, message) = match facts.mail.mx.as_deref() {
        None => (State::CouldNotTell, Message::CouldNotTell),
        Some([]) => (State::NotSet, Message::NoRecord),
        Some(_) if facts.mail.has_null_mx() => (State::Good, Message::NoMail),
        Some(hosts) => (State::Good, Message::MailHosts(hosts.len())),
    };
    (state, message.to_string())
}
