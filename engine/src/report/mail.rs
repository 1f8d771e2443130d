//! [`MailView`]: the hosts that receive the domain's mail, described in words.

use super::remark::{Remark, remarks, remarks_about, with_remarks, worse};
use super::words::counted;
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
        let (state, headline) = headline(facts, mail_setup);
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
            headline,
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
fn headline(facts: &Facts, mail_setup: &MailSetup) -> (State, String) {
    let name = to_unicode(&facts.domain);
    match &mail_setup.mx.state {
        MxState::Pending => (
            State::CouldNotTell,
            format!("Checking which hosts accept mail for {name}."),
        ),
        MxState::Hosts if mail_setup.mx.is_some_host_found() == Some(false) => (
            State::Problem,
            format!("Senders cannot find any mail host of {name}, so no mail arrives."),
        ),
        MxState::Hosts => {
            let hosts = counted(mail_setup.mx.hosts.len(), "host accepts", "hosts accept");
            (State::Good, format!("{hosts} mail for {name}."))
        }
        // The null MX contradicts an SPF record that authorizes senders, and it is not known whether SPF does.
        MxState::Null if is_spf_open(facts, mail_setup) => (
            State::CouldNotTell,
            format!(
                "{name} declares with a null MX that it accepts no mail. It is not known whether SPF matches."
            ),
        ),
        MxState::Null => (
            State::Good,
            format!("{name} declares with a null MX that it accepts no mail."),
        ),
        MxState::NullBesideHosts => (
            State::Problem,
            format!(
                "{name} declares with a null MX that it accepts no mail, but also lists mail hosts. Senders handle this \
                 differently."
            ),
        ),
        MxState::NxDomain => (
            State::NotSet,
            format!("{name} does not exist, so no mail can arrive."),
        ),
        MxState::Failed(error) => (
            State::CouldNotTell,
            format!("The MX records of {name} could not be checked: {error}."),
        ),
        MxState::NoRecords(ImplicitHost::Pending) => (
            State::CouldNotTell,
            format!("{name} has no MX record. Checking whether it has an address."),
        ),
        MxState::NoRecords(ImplicitHost::Addresses(_)) => (
            State::NotSet,
            format!("{name} has no MX record, so senders try to deliver to its own address."),
        ),
        MxState::NoRecords(ImplicitHost::NoAddress) => (
            State::NotSet,
            format!("{name} has no MX record and no address, so no mail can arrive."),
        ),
        MxState::NoRecords(ImplicitHost::Failed(error)) => (
            State::CouldNotTell,
            format!("{name} has no MX record. Could not check whether it has an address: {error}."),
        ),
    }
}

/// Describes a mail host.
fn host(found: &MailHost, all: &[Remark]) -> MailHostView {
    let name = found.name.to_string();
    let (state, sentence) = match (found.kind, &found.tlsa) {
        (HostKind::Address(_), _) => (
            State::Problem,
            "An IP address instead of a name, so senders cannot find the host.".to_owned(),
        ),
        (HostKind::Localhost, _) => (
            State::Problem,
            "A name that means the sender's own machine, so no mail arrives there.".to_owned(),
        ),
        (HostKind::Name, _) if found.state == HostState::NxDomain => (
            State::Problem,
            "It does not exist, so senders cannot find it.".to_owned(),
        ),
        (HostKind::Name, _) if found.state == HostState::NoAddress => (
            State::Problem,
            "It has no address, so senders cannot find it.".to_owned(),
        ),
        (HostKind::Name, Tlsa::Pending) => (
            State::CouldNotTell,
            "Checking its TLSA records.".to_owned(),
        ),
        (HostKind::Name, Tlsa::NotAsked) => (State::Good, String::new()),
        (HostKind::Name, Tlsa::Absent) => (State::Good, "No TLSA record, so no DANE.".to_owned()),
        (HostKind::Name, Tlsa::Failed(error)) => (
            State::CouldNotTell,
            format!("Could not check whether it has TLSA records: {error}."),
        ),
        (
            HostKind::Name,
            Tlsa::Present {
                is_authenticated: true,
                ..
            },
        ) => (
            State::Good,
            "TLSA records, validated with DNSSEC by the resolver. This check cannot see whether the certificate matches \
             them."
                .to_owned(),
        ),
        (HostKind::Name, Tlsa::Present { .. }) => (
            State::Advice,
            "TLSA records, not validated with DNSSEC by the resolver. Without DNSSEC they have no effect.".to_owned(),
        ),
    };
    let remarks = remarks_about(all, &About::Host(found.name.clone()));
    MailHostView {
        state: with_remarks(state, &remarks),
        name,
        preference: found.preference,
        sentence,
        remarks,
    }
}
