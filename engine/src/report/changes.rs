//! [`Changes`]: what is different from an earlier check of the same domain.

use std::fmt;

use super::evidence::in_zone_file;
use super::words::{counted, in_words, joined};
use super::{EffectCell, EffectView, Report};
use crate::advice::{Stage, State};
use crate::discovery::RowKind;
use crate::dns::{Answer, RecordData, RecordType};
use crate::findings::{Finding, Severity};

/// What two checks of a domain saw differently.
///
/// Only what both could see is compared: a question without an answer in either of them is no change, and neither is a finding
/// that may have come or gone with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changes {
    /// What changed, in a sentence.
    pub headline: String,
    /// Each change: the stage, then records, what receivers are asked to do, and findings.
    pub lines: Vec<ChangeLine>,
    /// What could not be compared, or why an expected change may be missing; empty if there is nothing to say.
    pub remark: String,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeLine {
    /// What changed, in a few words.
    pub what: String,
    /// How it was; empty if there was nothing or if `what` says it all.
    pub before: Vec<String>,
    /// How it is now; empty if nothing is left or if `what` says it all.
    pub after: Vec<String>,
    /// Whether `before` and `after` are records from DNS.
    pub is_record: bool,
    /// How good it is now.
    pub state: State,
}

/// The sentences of this module.
enum Message<'a> {
    /// Nothing changed, or nothing of what was answered in both checks.
    Nothing { is_partial: bool },
    /// How many changes there are.
    Changed(usize),
    /// The stage of a domain.
    Stage,
    /// The records of a type at a name.
    Records { kind: &'static str, name: &'a str },
    /// What receivers are asked to do with forged mail from `names`, at both kinds of receivers or at one.
    Effect { names: &'a str, rfc: Option<u16> },
    /// A rule that finds nothing any more.
    Gone(&'static str),
    /// A rule that found nothing before.
    New(&'static str),
    /// This many questions had no answer in one of the checks.
    NotCompared(usize),
    /// For how many seconds resolvers may still return an old answer.
    OldAnswer(u32),
}

impl Changes {
    /// Compares two reports on the same domain.
    pub fn between(before: &Report, after: &Report) -> Self {
        let asked = pairs(before, after);
        let unanswered = asked
            .iter()
            .filter(|(old, new)| !is_answered(old, new))
            .count();
        let mut lines = Vec::new();
        if unanswered == 0 {
            lines.extend(stage(before, after));
        }
        lines.extend(asked.iter().filter_map(|(old, new)| records(old, new)));
        lines.extend(effects(before, after));
        if unanswered == 0 {
            lines.extend(
                only_in(before, after).map(|finding| {
                    ChangeLine::bare(&Message::Gone(finding.rule.title), State::Good)
                }),
            );
            lines.extend(only_in(after, before).map(|finding| {
                ChangeLine::bare(&Message::New(finding.rule.title), state(finding.severity()))
            }));
        }
        let headline = match lines.len() {
            0 => Message::Nothing {
                is_partial: unanswered > 0,
            },
            count => Message::Changed(count),
        };
        let remark = match (unanswered, lines.is_empty(), policy_ttl(after)) {
            (0, true, Some(seconds)) => Message::OldAnswer(seconds).to_string(),
            (0, ..) => String::new(),
            (count, ..) => Message::NotCompared(count).to_string(),
        };
        Self {
            headline: headline.to_string(),
            lines,
            remark,
        }
    }
}

impl ChangeLine {
    /// A change that needs no texts.
    fn bare(what: &Message<'_>, state: State) -> Self {
        Self {
            what: what.to_string(),
            before: Vec::new(),
            after: Vec::new(),
            is_record: false,
            state,
        }
    }
}

/// The answers to the questions that both checks asked.
fn pairs<'a>(before: &'a Report, after: &'a Report) -> Vec<(&'a Answer, &'a Answer)> {
    let of = |report: &'a Report| report.facts().answers.0.iter();
    let pair = |new: &'a Answer| {
        let mut old = of(before).map(AsRef::as_ref);
        old.find(|old: &&Answer| old.question == new.question)
            .map(|old| (old, new))
    };
    of(after).filter_map(|answer| pair(answer)).collect()
}

/// Whether both answers tell something.
const fn is_answered(old: &Answer, new: &Answer) -> bool {
    old.error().is_none() && new.error().is_none()
}

/// The change of the stage.
fn stage(before: &Report, after: &Report) -> Option<ChangeLine> {
    let [old, new] = [before, after].map(|report| report.overview.verdict.stage);
    let is_known = old != Stage::CouldNotTell && new != Stage::CouldNotTell;
    (is_known && old != new).then(|| ChangeLine {
        before: vec![old.label().to_owned()],
        after: vec![new.label().to_owned()],
        ..ChangeLine::bare(&Message::Stage, after.overview.verdict.state)
    })
}

/// The change of the records at a name. Addresses and reverse names are left out: servers return them in turn.
fn records(old: &Answer, new: &Answer) -> Option<ChangeLine> {
    let kind = new.question.kind;
    let is_compared = matches!(kind, RecordType::Txt | RecordType::Mx | RecordType::Tlsa);
    if !is_compared || !is_answered(old, new) {
        return None;
    }
    let only_in = |one: &Answer, other: &Answer| -> Vec<String> {
        let records = one.records().iter();
        let only = records.filter(|record| !other.records().contains(record));
        only.map(as_text).collect()
    };
    let (before, after) = (only_in(old, new), only_in(new, old));
    if before.is_empty() && after.is_empty() {
        return None;
    }
    let name = new.question.name.as_str();
    let what = Message::Records {
        kind: kind.as_str(),
        name,
    };
    Some(ChangeLine {
        before,
        after,
        is_record: true,
        ..ChangeLine::bare(&what, State::NotApplicable)
    })
}

/// A record as people write it: the text of a TXT record in one piece.
fn as_text(record: &RecordData) -> String {
    match record {
        RecordData::Txt(strings) => strings.concat(),
        other => in_zone_file(other),
    }
}

/// Names for which the same receivers are asked something else, in the same way.
struct Alike {
    /// The names in words.
    names: Vec<String>,
    /// The RFC that the receivers follow; `None` for both kinds.
    rfc: Option<u16>,
    /// What they were asked, what they are asked, and how good that is.
    change: (&'static str, &'static str, State),
}

/// The changes of what receivers are asked to do. Names that change alike share a line.
fn effects(before: &Report, after: &Report) -> Vec<ChangeLine> {
    let mut groups: Vec<Alike> = Vec::new();
    for new in &after.overview.effects {
        let mut rows = before.overview.effects.iter();
        let Some(old) = rows.find(|old| old.row.kind == new.row.kind) else {
            continue;
        };
        let name = match new.row.kind {
            RowKind::This => new.name.as_str(),
            RowKind::Subdomain | RowKind::Invented => new.kind,
        };
        for (rfc, change) in asked(old, new) {
            let like = |group: &&mut Alike| group.rfc == rfc && group.change == change;
            if let Some(group) = groups.iter_mut().find(like) {
                group.names.push(name.to_owned());
            } else {
                let names = vec![name.to_owned()];
                groups.push(Alike { names, rfc, change });
            }
        }
    }
    let line = |group: Alike| {
        let (names, rfc) = (joined(&group.names).unwrap_or_default(), group.rfc);
        let (before, after, state) = group.change;
        ChangeLine {
            before: vec![before.to_owned()],
            after: vec![after.to_owned()],
            ..ChangeLine::bare(&Message::Effect { names: &names, rfc }, state)
        }
    };
    groups.into_iter().map(line).collect()
}

/// What receivers are asked for one kind of name, where that changed: once if both kinds of receivers are asked the same.
fn asked(
    old: &EffectView,
    new: &EffectView,
) -> impl Iterator<Item = (Option<u16>, (&'static str, &'static str, State))> {
    let changed = |old: &EffectCell, new: &EffectCell| {
        let is_known = old.state != State::CouldNotTell && new.state != State::CouldNotTell;
        (is_known && old.text != new.text).then_some((old.text, new.text, new.state))
    };
    let rfc9989 = changed(&old.rfc9989, &new.rfc9989);
    let rfc7489 = changed(&old.rfc7489, &new.rfc7489);
    let lines = if rfc9989 == rfc7489 {
        [rfc9989.map(|change| (None, change)), None]
    } else {
        [
            rfc9989.map(|change| (Some(9989), change)),
            rfc7489.map(|change| (Some(7489), change)),
        ]
    };
    lines.into_iter().flatten()
}

/// The findings that only the first report has. Notes come and go without anything to do.
fn only_in<'a>(one: &'a Report, other: &'a Report) -> impl Iterator<Item = &'a Finding> {
    let is_new = |finding: &&Finding| {
        let mut others = other.findings.found.iter();
        finding.severity() != Severity::Note && !others.any(|known| known.rule == finding.rule)
    };
    one.findings.found.iter().filter(is_new)
}

/// How good a finding is.
const fn state(severity: Severity) -> State {
    match severity {
        Severity::Problem => State::Problem,
        Severity::Advice => State::Advice,
        Severity::Note => State::NotApplicable,
    }
}

/// For how long resolvers may keep the answer at the domain's `_dmarc` name, in seconds.
fn policy_ttl(report: &Report) -> Option<u32> {
    let answer = report.facts().answers.policy_answer(report.domain())?;
    answer.ttl.filter(|ttl| *ttl > 0)
}

impl fmt::Display for Message<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Nothing { is_partial: false } => {
                f.write_str("Nothing changed since the previous check.")
            }
            Self::Nothing { is_partial: true } => {
                f.write_str("Nothing that could be compared changed since the previous check.")
            }
            Self::Changed(count) => {
                let changes = counted(count, "change", "changes");
                write!(f, "{changes} since the previous check.")
            }
            Self::Stage => f.write_str("Stage"),
            Self::Records { kind, name } => write!(f, "{kind} at {name}"),
            Self::Effect { names, rfc: None } => write!(f, "Forged mail from {names}"),
            Self::Effect {
                names,
                rfc: Some(rfc),
            } => write!(f, "Forged mail from {names}, receivers on RFC {rfc}"),
            Self::Gone(title) => write!(f, "No longer found: {title}"),
            Self::New(title) => write!(f, "New: {title}"),
            Self::NotCompared(count) => {
                let questions = counted(count, "question", "questions");
                write!(
                    f,
                    "{questions} had no answer in one of the checks, so their records are not compared, and neither are \
                     the findings."
                )
            }
            Self::OldAnswer(seconds) => write!(
                f,
                "If you have just published a record, the resolver may return the old answer for up to {}.",
                in_words(seconds)
            ),
        }
    }
}
