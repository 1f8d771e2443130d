//! [`Summary`]: the line at the head of a section, for those sections that have no view of their own; and [`Glance`], what
//! stands above all sections.

use super::words::counted;
use super::{
    EffectCell, EffectView, MailView, Overview, Report, Sections, SendersView, TransportView,
    topics,
};
use crate::advice::State;
use crate::discovery::Facts;
use crate::findings::{Finding, Severity};
use crate::requirements::RequirementsView;

/// What a section comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// How good that is.
    pub state: State,
    /// A short sentence, or a few words.
    pub text: String,
}

/// One of several things in a few words, for a line that holds them all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chip {
    /// How good it is.
    pub state: State,
    /// What it is about.
    pub name: &'static str,
    /// How it is set up, or what is left to do.
    pub text: String,
}

impl Summary {
    /// Both of them.
    fn new(state: State, text: impl Into<String>) -> Self {
        let text = text.into();
        Self { state, text }
    }

    /// State and text, as the head of a section takes them.
    pub fn line(&self) -> (State, &str) {
        (self.state, &self.text)
    }
}

/// One of the three facts below the verdict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Glance {
    /// How good it is.
    pub state: State,
    /// In a few words.
    pub title: String,
    /// What it is about, in a few more.
    pub text: String,
}

impl Glance {
    /// All of it.
    fn new(state: State, title: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            state,
            title: title.into(),
            text: text.into(),
        }
    }
}

/// What happens to forged mail, what would break, and whether reports arrive.
pub(super) fn glance(report: &Report, sections: &Sections) -> Vec<Glance> {
    let mut glance = vec![forged(sections.policy.state, &report.overview)];
    glance.extend(sections.senders.as_ref().map(|view| services(report, view)));
    let (state, text) = topics::reports(report.facts());
    let title = match state {
        State::Good => "Reports can arrive",
        State::Advice | State::Problem => "Some reports are not sent",
        State::NotSet | State::NotApplicable => "No reports",
        State::CouldNotTell => "Reports: could not tell",
    };
    glance.push(Glance::new(state, title, text));
    glance
}

/// What receivers are asked to do with forged mail, at the least.
fn forged(state: State, overview: &Overview) -> Glance {
    let title = match state {
        State::Good => "Forged mail: reject",
        State::Advice => "Forged mail: quarantine at least",
        State::CouldNotTell => "Forged mail: could not tell",
        _ => "Forged mail: no action requested",
    };
    let rows = &overview.effects;
    let concerned = rows
        .iter()
        .filter(|row| row.rfc9989.state == state || row.rfc7489.state == state);
    let text = if concerned.clone().count() == rows.len() {
        "for every name".to_owned()
    } else {
        let kinds: Vec<_> = concerned.map(|row| row.kind).collect();
        format!("for {}", kinds.join(", "))
    };
    Glance::new(state, title, text)
}

/// How many of the services that may send can pass DMARC.
fn services(report: &Report, view: &SendersView) -> Glance {
    let rows = || view.vendors.iter().filter_map(|vendor| vendor.row.as_ref());
    let count = |state| rows().filter(|row| row.state == state).count();
    let (all, good, faulty) = (rows().count(), count(State::Good), count(State::Advice));
    let services = counted(all, "service", "services");
    if report.facts().mail.sends_nothing() {
        return Glance::new(State::Good, "Sends no mail", "by its SPF record");
    }
    if all == 0 {
        let text = "reports show who really sends";
        return Glance::new(State::NotSet, "No sending service seen", text);
    }
    if faulty > 0 {
        let title = format!("{faulty} of {services} can't pass by DKIM");
        return Glance::new(State::Advice, title, "fix that before you go on");
    }
    if good < all {
        let title = format!("{} of {services} unclear", all - good);
        return Glance::new(State::CouldNotTell, title, "no DKIM key seen");
    }
    Glance::new(
        State::Good,
        format!("{services} can pass DMARC"),
        "as far as DNS shows",
    )
}

/// What receivers are asked to do, in one line where all of them are asked the same for all names.
pub(super) fn policy(overview: &Overview) -> Summary {
    let rows = &overview.effects;
    let cells = || rows.iter().flat_map(|row| [&row.rfc9989, &row.rfc7489]);
    let state = cells()
        .map(|cell| cell.state)
        .reduce(State::worse)
        .unwrap_or(State::CouldNotTell);
    let Some(first) = cells().next() else {
        return Summary::new(state, State::CouldNotTell.label());
    };
    let differ = |pick: fn(&EffectView) -> &EffectCell| {
        let mut texts = rows.iter().map(|row| pick(row).text);
        let first = texts.next();
        texts.any(|text| Some(text) != first)
    };
    let by_name = differ(|row| &row.rfc9989) || differ(|row| &row.rfc7489);
    let by_receiver = rows.iter().any(|row| row.rfc9989.text != row.rfc7489.text);
    let text = match (by_name, by_receiver) {
        (false, false) if rows.len() > 1 => format!("All names: {}.", first.text),
        (false, false) => format!("{}.", first.text),
        (true, false) => "It depends on the name.".to_owned(),
        (false, true) => "It depends on the RFC that the receiver follows.".to_owned(),
        (true, true) => {
            "It depends on the name, and on the RFC that the receiver follows.".to_owned()
        }
    };
    Summary::new(state, text)
}

/// How many findings there are of each severity.
pub(super) fn findings(report: &Report) -> Summary {
    let found = &report.findings.found;
    let count = |severity| {
        found
            .iter()
            .filter(|found| found.severity() == severity)
            .count()
    };
    let groups = [
        (Severity::Problem, "problem", "problems"),
        (Severity::Advice, "suggestion", "suggestions"),
        (Severity::Note, "note", "notes"),
    ];
    let groups: Vec<_> = groups
        .into_iter()
        .map(|(severity, one, several)| (count(severity), one, several))
        .filter(|(count, ..)| *count > 0)
        .map(|(count, one, several)| counted(count, one, several))
        .collect();
    let state = match found.iter().map(Finding::severity).min() {
        Some(Severity::Problem) => State::Problem,
        Some(Severity::Advice) => State::Advice,
        Some(Severity::Note) | None => State::Good,
    };
    if groups.is_empty() {
        return Summary::new(state, "No rule found anything.");
    }
    Summary::new(state, groups.join(", "))
}

/// Whether those who get reports agreed.
pub(super) fn reports(report: &Report) -> Summary {
    let views = &report.destinations;
    let state = views
        .iter()
        .map(|view| view.state)
        .reduce(State::worse)
        .unwrap_or(State::NotSet);
    let hosts = counted(views.len(), "host", "hosts");
    let text = match state {
        State::Good => format!("Receivers can send reports to {hosts}."),
        State::CouldNotTell => format!("Reports go to {hosts}; not everything could be checked."),
        _ => {
            let faulty = views
                .iter()
                .filter(|view| view.state != State::Good)
                .count();
            format!("Reports go to {hosts}; {faulty} of them can't get them.")
        }
    };
    Summary::new(state, text)
}

/// How many questions were asked, and whether all were answered.
pub(super) fn evidence(report: &Report) -> Summary {
    let queries = counted(report.evidence.len(), "query", "queries");
    let failed = report
        .evidence
        .iter()
        .filter(|answer| answer.is_failure)
        .count();
    if failed == 0 {
        return Summary::new(State::Good, format!("{queries}, all answered"));
    }
    Summary::new(
        State::CouldNotTell,
        format!("{queries}, {failed} without an answer"),
    )
}

/// The hosts that receive mail and each standard that protects it on the way, in a few words.
pub(super) fn transport(facts: &Facts, mail: Option<&MailView>, view: &TransportView) -> Vec<Chip> {
    let (state, text) = topics::mx(facts);
    let mx = Chip {
        state: mail.map_or(state, |mail| mail.state),
        name: "MX",
        text,
    };
    let lines = view.lines.iter().map(|line| Chip {
        state: line.state,
        name: line.name,
        text: match line.state {
            State::Good if line.texts.is_empty() => "validated",
            State::Good => "set",
            State::NotSet if line.name == "DNSSEC" => "not validated",
            State::NotSet => "none",
            other => other.label(),
        }
        .to_ascii_lowercase(),
    });
    [mx].into_iter().chain(lines).collect()
}

/// Each receiver, and what its requirements come to.
pub(super) fn receivers(view: &RequirementsView) -> Vec<Chip> {
    let chips = view.receivers.iter().map(|receiver| Chip {
        state: receiver.state,
        name: receiver.receiver.name,
        text: receiver.state.label().to_ascii_lowercase(),
    });
    chips.collect()
}
