//! [`TransportView`]: MTA-STS, TLS-RPT, BIMI and DNSSEC, described in words.

use super::remark::{Remark, remarks, with_remarks, worse};
use super::words::joined;
use crate::advice::State;
use crate::discovery::Facts;
use crate::domain::to_unicode;
use crate::findings::{Findings, Topic};
use crate::mail_setup::{Bimi, BimiObstacle, Dnssec, HostKind, MailSetup, RecordAt, RecordState};
use crate::record::RecordOutcome;
use crate::record::bimi::BimiRecord;
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
        let line = |name, topic: Option<Topic>, (state, sentence), texts, link| {
            let remarks = remarks(findings, topic.as_slice());
            TransportLine {
                name,
                state: with_remarks(state, &remarks),
                sentence,
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
            headline: headline(mail_setup, &name),
            lines,
            policy_file: if has_policy {
                format!(
                    "The policy is the file https://mta-sts.{}/.well-known/mta-sts.txt, which a web page cannot read. \
                     Open it and paste its text here to check it.",
                    facts.domain
                )
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

/// Which of the records exist, in a sentence. Several records or an invalid one count as existing.
fn headline(mail_setup: &MailSetup, name: &str) -> String {
    let bimi = &mail_setup.bimi.record_at().state;
    let (sts, tls) = (&mail_setup.mta_sts.state, &mail_setup.tls_rpt.state);
    let records = [
        ("MTA-STS", sts.is_none(), sts.is_unknown()),
        ("TLS-RPT", tls.is_none(), tls.is_unknown()),
        ("BIMI", bimi.is_none(), bimi.is_unknown()),
    ];
    let there = records
        .iter()
        .filter(|(_, is_none, is_unknown)| !is_none && !is_unknown);
    let there: Vec<_> = there.map(|(name, ..)| (*name).to_owned()).collect();
    let is_open = records.iter().any(|(.., is_unknown)| *is_unknown);
    match (joined(&there), is_open) {
        (Some(there), false) => format!("{name} publishes {there}."),
        (Some(there), true) => format!("{name} publishes {there}. The rest is not fully known."),
        (None, true) => {
            format!("It is not fully known whether {name} publishes MTA-STS, TLS-RPT or BIMI.")
        }
        (None, false) => format!("{name} publishes no MTA-STS, TLS-RPT or BIMI."),
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

/// The sentence for a name that does not have exactly one record; `None` if it has.
fn without_record<T>(at: &RecordAt<T>, kind: &str, name: &str) -> Option<(State, String)> {
    Some(match &at.state {
        RecordState::Published(_) => return None,
        RecordState::Pending => (
            State::CouldNotTell,
            format!("Looking up the {kind} record of {name}."),
        ),
        RecordState::Failed(error) => (
            State::CouldNotTell,
            format!("The {kind} record of {name} could not be checked: {error}."),
        ),
        RecordState::Several(texts) => (
            State::Problem,
            format!("{name} has {} {kind} records, so none counts.", texts.len()),
        ),
        RecordState::OtherText(_)
        | RecordState::NoData
        | RecordState::NxDomain
        | RecordState::NameTooLong => (State::NotSet, format!("{name} has no {kind} record.")),
    })
}

/// Describes MTA-STS.
fn mta_sts(at: &RecordAt<StsRecord>, name: &str, takes_no_mail: bool) -> (State, String) {
    match (without_record(at, "MTA-STS", name), at.record()) {
        (Some((State::NotSet, sentence)), _) if takes_no_mail => (
            State::NotApplicable,
            format!("{sentence} It accepts no mail, so it needs none."),
        ),
        (Some((State::NotSet, sentence)), _) => (
            State::NotSet,
            format!("{sentence} Without it or DANE, senders do not have to require verified TLS."),
        ),
        (Some(said), _) => said,
        (None, Some(record)) if record.outcome == RecordOutcome::Ok => (
            State::Good,
            format!(
                "{name} has an MTA-STS record. Its policy file decides whether senders must require verified TLS."
            ),
        ),
        (None, _) => (
            State::Problem,
            format!("The MTA-STS record of {name} is not valid, so senders ignore it."),
        ),
    }
}

/// Describes TLS-RPT.
fn tls_rpt(at: &RecordAt<TlsRptRecord>, name: &str, takes_no_mail: bool) -> (State, String) {
    match (without_record(at, "TLS-RPT", name), at.record()) {
        (Some((State::NotSet, sentence)), _) if takes_no_mail => (
            State::NotApplicable,
            format!("{sentence} It accepts no mail, so it needs none."),
        ),
        (Some((State::NotSet, sentence)), _) => (
            State::NotSet,
            format!("{sentence} You get no reports when TLS fails for mail to it."),
        ),
        (Some(said), _) => said,
        (None, Some(record)) if record.outcome == RecordOutcome::Ok => {
            let mut hosts: Vec<String> = Vec::new();
            for destination in record.destinations.iter().take(4) {
                if !hosts.contains(&destination.host) {
                    hosts.push(destination.host.clone());
                }
            }
            let hosts = joined(&hosts).unwrap_or_default();
            (
                State::Good,
                format!("{name} asks for reports about TLS failures, sent to {hosts}."),
            )
        }
        (None, _) => (
            State::Problem,
            format!("The TLS-RPT record of {name} is not valid, so no reports are sent."),
        ),
    }
}

/// Describes BIMI. Few receivers use it and nothing breaks without it, so nothing here is a problem.
fn bimi(bimi: &Bimi, name: &str) -> (State, String) {
    let at = bimi.record_at();
    let (state, mut sentence) = match (without_record(at, "BIMI", name), at.record()) {
        (Some((State::Problem, sentence)), _) => (State::Advice, sentence),
        (Some(said), _) => said,
        (None, Some(record)) => bimi_record(record, name),
        (None, None) => (State::NotSet, String::new()),
    };
    let is_at_stake = at.record().is_some_and(|record| !record.is_declined);
    if is_at_stake
        && at
            .record()
            .is_some_and(|record| record.outcome == RecordOutcome::Ok)
    {
        match bimi.obstacles.as_deref() {
            None => {
                return (
                    State::CouldNotTell,
                    format!("{sentence} It is not known whether DMARC is strict enough for it."),
                );
            }
            Some([]) => sentence.push_str(" DMARC is strict enough for it."),
            Some(obstacles) => {
                let reasons: Vec<_> = obstacles.iter().map(obstacle).collect();
                let reasons = joined(&reasons).unwrap_or_default();
                sentence = format!(
                    "{sentence} The DMARC policy keeps receivers from showing the logo: {reasons}."
                );
            }
        }
    }
    (state, sentence)
}

/// Describes a BIMI record.
fn bimi_record(record: &BimiRecord, name: &str) -> (State, String) {
    if record.is_declined {
        let sentence = format!("{name} declares with BIMI that it has no logo to show.");
        return (State::NotSet, sentence);
    }
    if record.outcome != RecordOutcome::Ok {
        let sentence = format!("The BIMI record of {name} is not valid, so no logo is shown.");
        return (State::Advice, sentence);
    }
    let evidence = if record.evidence.is_some() {
        "with evidence that it may use it"
    } else {
        "without evidence that it may use it, which some receivers require"
    };
    (
        State::Good,
        format!("{name} publishes a logo {evidence}. The files are not checked here."),
    )
}

/// Describes what in DMARC keeps receivers from showing a logo.
fn obstacle(obstacle: &BimiObstacle) -> String {
    match obstacle {
        BimiObstacle::NoPolicy => "there is no policy".to_owned(),
        BimiObstacle::PolicyNone(domain) => format!("the policy of {domain} is none"),
        BimiObstacle::SubdomainPolicyNone(domain) => format!("{domain} has sp=none"),
        BimiObstacle::Percentage(domain, percentage) => {
            format!("{domain} has pct={percentage}")
        }
        BimiObstacle::TestMode(domain) => format!("{domain} has t=y"),
    }
}

/// Describes DNSSEC.
fn dnssec(dnssec: Dnssec, name: &str) -> (State, String) {
    match dnssec {
        Dnssec::Pending => (
            State::CouldNotTell,
            format!("Checking whether answers about {name} are signed."),
        ),
        Dnssec::Authenticated => (
            State::Good,
            format!("The resolver reports that it validated the answers about {name} with DNSSEC."),
        ),
        Dnssec::NotAuthenticated => (
            State::NotSet,
            format!(
                "The resolver does not report DNSSEC validation for {name}: most likely, the domain is not signed or the \
                 resolver does not validate."
            ),
        ),
        Dnssec::CouldNotTell => (
            State::CouldNotTell,
            format!("No answer shows whether {name} is signed."),
        ),
    }
}
