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
            format!("Asking which hosts take mail for {name}."),
        ),
        MxState::Hosts if mail_setup.mx.is_some_host_found() == Some(false) => (
            State::Problem,
            format!("Senders find none of the mail hosts of {name}, so no mail arrives."),
        ),
        MxState::Hosts => {
            let hosts = counted(mail_setup.mx.hosts.len(), "host takes", "hosts take");
            (State::Good, format!("{hosts} mail for {name}."))
        }
        // The null MX contradicts an SPF record that authorizes senders, and it is not known whether SPF does.
        MxState::Null if is_spf_open(facts, mail_setup) => (
            State::CouldNotTell,
            format!(
                "{name} takes no mail, and says so with the null MX. Whether SPF fits that is not known."
            ),
        ),
        MxState::Null => (
            State::Good,
            format!("{name} takes no mail, and says so with the null MX."),
        ),
        MxState::NullBesideHosts => (
            State::Problem,
            format!(
                "{name} says with the null MX that it takes no mail, and names hosts beside it. Senders differ in what \
                 they make of that."
            ),
        ),
        MxState::NxDomain => (
            State::NotSet,
            format!("{name} does not exist, so no mail can arrive."),
        ),
        MxState::Failed(error) => (
            State::CouldNotTell,
            format!("The MX records of {name} could not be asked: {error}."),
        ),
        MxState::NoRecords(ImplicitHost::Pending) => (
            State::CouldNotTell,
            format!("{name} has no MX record. Asking whether it has an address."),
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
            format!(
                "{name} has no MX record. Whether it has an address could not be asked: {error}."
            ),
        ),
    }
}

/// Describes a mail host.
fn host(found: &MailHost, all: &[Remark]) -> MailHostView {
    let name = found.name.to_string();
    let (state, sentence) = match (found.kind, &found.tlsa) {
        (HostKind::Address(_), _) => (
            State::Problem,
            "An IP address where a name has to stand, so senders do not find the host.".to_owned(),
        ),
        (HostKind::Localhost, _) => (
            State::Problem,
            "A name by which every sender means itself, so no mail arrives by it.".to_owned(),
        ),
        (HostKind::Name, _) if found.state == HostState::NxDomain => (
            State::Problem,
            "It does not exist, so senders do not find it.".to_owned(),
        ),
        (HostKind::Name, _) if found.state == HostState::NoAddress => (
            State::Problem,
            "It has no address, so senders do not find it.".to_owned(),
        ),
        (HostKind::Name, Tlsa::Pending) => (
            State::CouldNotTell,
            "Asking for its TLSA records.".to_owned(),
        ),
        (HostKind::Name, Tlsa::NotAsked) => (State::Good, String::new()),
        (HostKind::Name, Tlsa::Absent) => (State::Good, "No TLSA record, so no DANE.".to_owned()),
        (HostKind::Name, Tlsa::Failed(error)) => (
            State::CouldNotTell,
            format!("Whether it has TLSA records could not be asked: {error}."),
        ),
        (
            HostKind::Name,
            Tlsa::Present {
                is_authenticated: true,
                ..
            },
        ) => (
            State::Good,
            "TLSA records that the resolver checked with DNSSEC. Whether the certificate fits them cannot be seen here."
                .to_owned(),
        ),
        (HostKind::Name, Tlsa::Present { .. }) => (
            State::Advice,
            "TLSA records that the resolver did not check with DNSSEC, without which they have no effect.".to_owned(),
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
