//! [`MailView`]: the hosts that receive the domain's mail, described in words.

mod message;

use message::{HostMessage, Message};

use super::remark::{Remark, remarks, remarks_about, with_remarks, worse};
use crate::advice::State;
use crate::discovery::Facts;
use crate::dns::Question;
use crate::domain::to_unicode;
use crate::findings::{About, Findings, Topic};
use crate::mail_setup::{HostKind, HostState, ImplicitHost, MailHost, MailSetup, MxState, Tlsa};

/// The hosts that receive the domain's mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailView {
    /// The overall state of the MX records, with the remarks included.
    pub state: State,
    /// That state as a sentence.
    pub headline: String,
    /// The hosts that the MX records name.
    pub hosts: Vec<MailHostView>,
    /// Findings about the MX records as a whole.
    pub remarks: Vec<Remark>,
}

/// A mail host, described in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailHostView {
    /// The host name.
    pub name: String,
    /// Its MX preference: senders try the lowest first.
    pub preference: u16,
    /// The state of the host.
    pub state: State,
    /// Whether TLSA records pin its certificates, or why the host cannot receive mail.
    pub sentence: String,
    /// Findings about this host.
    pub remarks: Vec<Remark>,
}

impl MailView {
    /// Describes the hosts in words.
    pub(super) fn new(facts: &Facts, mail_setup: &MailSetup, findings: &Findings) -> Self {
        let mut remarks = remarks(findings, &[Topic::Mx, Topic::Tlsa]);
        let name = to_unicode(&facts.domain);
        let (state, headline) = headline(facts, mail_setup, &name);
        let mut state = with_remarks(state, &remarks);
        let hosts: Vec<_> = mail_setup
            .mx
            .hosts
            .iter()
            .map(|found| host(found, &remarks))
            .collect();
        for host in &hosts {
            if matches!(host.state, State::Advice | State::Problem) {
                state = worse(state, host.state);
            }
        }
        remarks.retain(|remark| !hosts.iter().any(|host| host.remarks.contains(remark)));
        Self {
            state,
            headline: headline.to_string(),
            hosts,
            remarks,
        }
    }
}

/// Whether a failed query leaves open whether SPF authorizes any sender.
fn is_spf_open(facts: &Facts, mail_setup: &MailSetup) -> bool {
    let answers = &facts.answers;
    let failed = |question: &Question| answers.get(question).is_some_and(|a| a.error().is_some());
    !facts.mail.sends_nothing() && mail_setup.spf.questions().iter().any(failed)
}

/// The state of the MX records, and a sentence that explains it.
fn headline<'a>(facts: &Facts, mail_setup: &'a MailSetup, name: &'a str) -> (State, Message<'a>) {
    match &mail_setup.mx.state {
        MxState::Pending => (State::CouldNotTell, Message::Pending(name)),
        MxState::Hosts if mail_setup.mx.is_some_host_found() == Some(false) => {
            (State::Problem, Message::NoHostFound(name))
        }
        MxState::Hosts => (State::Good, Message::Hosts(name, mail_setup.mx.hosts.len())),
        // The null MX contradicts an SPF record that authorizes senders, and it is not known whether SPF does.
        MxState::Null if is_spf_open(facts, mail_setup) => {
            (State::CouldNotTell, Message::NullMxWithOpenSpf(name))
        }
        MxState::Null => (State::Good, Message::NullMx(name)),
        MxState::NullBesideHosts => (State::Problem, Message::NullMxBesideHosts(name)),
        MxState::NxDomain => (State::NotSet, Message::NxDomain(name)),
        MxState::Failed(error) => (State::CouldNotTell, Message::Failed(name, error)),
        MxState::NoRecords(host) => {
            let state = match host {
                ImplicitHost::Addresses(_) | ImplicitHost::NoAddress => State::NotSet,
                ImplicitHost::Pending | ImplicitHost::Failed(_) => State::CouldNotTell,
            };
            (state, Message::NoMx(name, host))
        }
    }
}

/// Describes a mail host.
fn host(found: &MailHost, all: &[Remark]) -> MailHostView {
    let (state, message) = match (found.kind, &found.state) {
        (HostKind::Address(_), _) => (State::Problem, HostMessage::IpAddress),
        (HostKind::Localhost, _) => (State::Problem, HostMessage::Localhost),
        (HostKind::Name, HostState::NxDomain) => (State::Problem, HostMessage::NxDomain),
        (HostKind::Name, HostState::NoAddress) => (State::Problem, HostMessage::NoAddress),
        (HostKind::Name, _) => (tlsa(&found.tlsa), HostMessage::Tlsa(&found.tlsa)),
    };
    let remarks = remarks_about(all, &About::Host(found.name.clone()));
    MailHostView {
        name: found.name.to_string(),
        preference: found.preference,
        state: with_remarks(state, &remarks),
        sentence: message.to_string(),
        remarks,
    }
}

/// The state that a host's TLSA records lead to.
const fn tlsa(found: &Tlsa) -> State {
    match found {
        Tlsa::Pending | Tlsa::Failed(_) => State::CouldNotTell,
        Tlsa::Present {
            is_authenticated: false,
            ..
        } => State::Advice,
        Tlsa::NotAsked | Tlsa::Absent | Tlsa::Present { .. } => State::Good,
    }
}
