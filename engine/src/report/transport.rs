//! [`TransportView`]: MTA-STS, TLS-RPT, BIMI and DNSSEC, described in words.

mod message;

use message::{Message, Standard};

use super::remark::{Remark, remarks, with_remarks, worse};
use crate::advice::State;
use crate::discovery::Facts;
use crate::domain::to_unicode;
use crate::findings::{Findings, Topic};
use crate::mail_setup::{Bimi, Dnssec, HostKind, MailSetup, RecordAt, RecordState};
use crate::record::RecordOutcome;
use crate::record::mta_sts::StsRecord;
use crate::record::tls_rpt::TlsRptRecord;

/// The standards besides DMARC that protect mail in transit or show a logo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TransportView {
    /// The overall state of all lines.
    pub state: State,
    /// Which of them are set up, in a sentence.
    pub headline: String,
    /// One line per standard.
    pub lines: Vec<TransportLine>,
    /// What to do about the MTA-STS policy file, which a page cannot fetch; empty if the domain has no policy.
    pub policy_file: String,
    /// The hosts that the policy file must cover.
    pub hosts: Vec<String>,
}

/// One standard, described in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TransportLine {
    /// The standard's name.
    pub name: &'static str,
    /// How it is set up.
    pub state: State,
    /// That as a sentence.
    pub sentence: String,
    /// The TXT records at its name.
    pub texts: Vec<String>,
    /// An address worth opening, such as a logo; nothing here loads it.
    pub link: Option<String>,
    /// Findings about this standard.
    pub remarks: Vec<Remark>,
}

impl TransportView {
    /// Describes all four standards.
    pub(super) fn new(facts: &Facts, mail_setup: &MailSetup, findings: &Findings) -> Self {
        let name = to_unicode(&facts.domain);
        let takes_no_mail = mail_setup.mx.takes_mail() == Some(false);
        let line = |name, topic: Option<Topic>, (state, message): (State, Message), texts, link| {
            let remarks = remarks(findings, topic.as_slice());
            TransportLine {
                name,
                state: with_remarks(state, &remarks),
                sentence: message.to_string(),
                texts,
                link,
                remarks,
            }
        };
        let (sts, tls) = (&mail_setup.mta_sts, &mail_setup.tls_rpt);
        let logo = mail_setup.bimi.record_at();
        let lines = vec![
            line(
                "MTA-STS",
                Some(Topic::MtaSts),
                mta_sts(sts, &name, takes_no_mail),
                texts(sts, |record| &record.text),
                None,
            ),
            line(
                "TLS-RPT",
                Some(Topic::TlsRpt),
                tls_rpt(tls, &name, takes_no_mail),
                texts(tls, |record| &record.text),
                None,
            ),
            line(
                "BIMI",
                Some(Topic::Bimi),
                bimi(&mail_setup.bimi, &name),
                texts(logo, |record| &record.text),
                logo.record().and_then(|record| record.logo.clone()),
            ),
            line(
                "DNSSEC",
                None,
                dnssec(mail_setup.dnssec, &name),
                Vec::new(),
                None,
            ),
        ];
        let mut state = State::NotApplicable;
        for line in &lines {
            state = worse(state, line.state);
        }
        let has_policy = matches!(
            mail_setup.mta_sts.state,
            RecordState::Published(_) | RecordState::Several(_)
        );
        let hosts = mail_setup.mx.hosts.iter();
        Self {
            state,
            headline: headline(mail_setup, &name).to_string(),
            lines,
            policy_file: if has_policy {
                Message::PolicyFile(&facts.domain).to_string()
            } else {
                String::new()
            },
            hosts: hosts
                .filter(|host| host.kind == HostKind::Name)
                .map(|host| host.name.to_string())
                .collect(),
        }
    }
}

/// Which of the records exist. Several records or an invalid one count as existing.
fn headline<'a>(mail_setup: &MailSetup, name: &'a str) -> Message<'a> {
    let bimi = &mail_setup.bimi.record_at().state;
    let (sts, tls) = (&mail_setup.mta_sts.state, &mail_setup.tls_rpt.state);
    let records = [
        (Standard::MtaSts, sts.is_none(), sts.is_unknown()),
        (Standard::TlsRpt, tls.is_none(), tls.is_unknown()),
        (Standard::Bimi, bimi.is_none(), bimi.is_unknown()),
    ];
    let there = records
        .iter()
        .filter(|(_, is_none, is_unknown)| !is_none && !is_unknown);
    Message::Publishes {
        name,
        standards: there.map(|(standard, ..)| *standard).collect(),
        is_open: records.iter().any(|(.., is_unknown)| *is_unknown),
    }
}

/// The TXT records at a name.
fn texts<T>(at: &RecordAt<T>, text: fn(&T) -> &String) -> Vec<String> {
    match &at.state {
        RecordState::Published(record) => vec![text(record).clone()],
        RecordState::Several(texts) | RecordState::OtherText(texts) => texts.clone(),
        _ => Vec::new(),
    }
}

/// Describes what is at the name of a record; `published` describes one that is there.
fn described<'a, T>(
    standard: Standard,
    at: &'a RecordAt<T>,
    name: &'a str,
    takes_no_mail: bool,
    published: impl FnOnce(&'a T) -> (State, Message<'a>),
) -> (State, Message<'a>) {
    match &at.state {
        RecordState::Published(record) => published(record),
        RecordState::Pending => (State::CouldNotTell, Message::Pending(standard, name)),
        RecordState::Failed(error) => (State::CouldNotTell, Message::Failed(standard, name, error)),
        RecordState::Several(texts) => (
            fault(standard),
            Message::Several(standard, name, texts.len()),
        ),
        RecordState::OtherText(_)
        | RecordState::NoData
        | RecordState::NxDomain
        | RecordState::NameTooLong => {
            let state = if takes_no_mail {
                State::NotApplicable
            } else {
                State::NotSet
            };
            let message = Message::NoRecord {
                standard,
                name,
                takes_no_mail,
            };
            (state, message)
        }
    }
}

/// How bad a fault is. Few receivers use BIMI and nothing breaks without it, so nothing there is a problem.
const fn fault(standard: Standard) -> State {
    match standard {
        Standard::Bimi => State::Advice,
        Standard::MtaSts | Standard::TlsRpt => State::Problem,
    }
}

/// Describes a record that is not valid.
const fn invalid(standard: Standard, name: &str) -> (State, Message<'_>) {
    (fault(standard), Message::Invalid(standard, name))
}

/// Describes MTA-STS.
fn mta_sts<'a>(
    at: &'a RecordAt<StsRecord>,
    name: &'a str,
    takes_no_mail: bool,
) -> (State, Message<'a>) {
    described(
        Standard::MtaSts,
        at,
        name,
        takes_no_mail,
        |record| match record.outcome {
            RecordOutcome::Ok => (State::Good, Message::MtaSts(name)),
            RecordOutcome::Invalid => invalid(Standard::MtaSts, name),
        },
    )
}

/// Describes TLS-RPT.
fn tls_rpt<'a>(
    at: &'a RecordAt<TlsRptRecord>,
    name: &'a str,
    takes_no_mail: bool,
) -> (State, Message<'a>) {
    described(Standard::TlsRpt, at, name, takes_no_mail, |record| {
        if record.outcome == RecordOutcome::Invalid {
            return invalid(Standard::TlsRpt, name);
        }
        let mut hosts: Vec<String> = Vec::new();
        for destination in record.destinations.iter().take(4) {
            if !hosts.contains(&destination.host) {
                hosts.push(destination.host.clone());
            }
        }
        (State::Good, Message::TlsRpt(name, hosts))
    })
}

/// Describes BIMI, which a domain that accepts no mail can use too.
fn bimi<'a>(bimi: &'a Bimi, name: &'a str) -> (State, Message<'a>) {
    described(Standard::Bimi, bimi.record_at(), name, false, |record| {
        if record.is_declined {
            return (State::NotSet, Message::NoLogo(name));
        }
        if record.outcome == RecordOutcome::Invalid {
            return invalid(Standard::Bimi, name);
        }
        let obstacles = bimi.obstacles.as_deref();
        let state = if obstacles.is_some() {
            State::Good
        } else {
            State::CouldNotTell
        };
        let message = Message::Logo {
            name,
            has_evidence: record.evidence.is_some(),
            obstacles,
        };
        (state, message)
    })
}

/// Describes DNSSEC.
const fn dnssec(dnssec: Dnssec, name: &str) -> (State, Message<'_>) {
    let state = match dnssec {
        Dnssec::Authenticated => State::Good,
        Dnssec::NotAuthenticated => State::NotSet,
        Dnssec::Pending | Dnssec::CouldNotTell => State::CouldNotTell,
    };
    (state, Message::Dnssec(dnssec, name))
}
