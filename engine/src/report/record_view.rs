//! [`RecordView`]: the record as a picture, cut into pieces that a page can show, mark and explain.

use crate::advice::State;
use crate::discovery::{Facts, ShownRecord};
use crate::domain::to_unicode;
use crate::explain::{self, Explanation};
use crate::findings::{Findings, Severity};
use crate::record::Span;
use crate::record::dmarc::{DmarcRecord, Tag, TagName};

/// The record as a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordView {
    /// The name it stands at, `_dmarc` included.
    pub name: String,
    /// The text, whole.
    pub text: String,
    /// What to know before reading it: that it is another name's, or that receivers ignore it.
    pub note: Option<String>,
    /// The text in pieces that join to the whole.
    pub pieces: Vec<Piece>,
    /// The tags that do not stand in it and apply all the same.
    pub unstated: Vec<UnstatedTag>,
}

/// A piece of the text: a tag, or what stands between tags.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The text in runs.
    pub runs: Vec<Run>,
    /// What the tag means; `None` between tags.
    pub explanation: Option<Explanation>,
    /// What the findings about it amount to.
    pub state: State,
    /// The messages of the findings about it.
    pub findings: Vec<String>,
}

/// A run of text, marked or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// The text.
    pub text: String,
    /// Whether a problem or a piece of advice is about it.
    pub is_marked: bool,
}

/// A tag that does not stand in the record and applies all the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnstatedTag {
    /// Name and value.
    pub text: String,
    /// What it means.
    pub explanation: Explanation,
}

impl RecordView {
    /// Cuts a record into pieces.
    pub fn new(facts: &Facts, shown: &ShownRecord, findings: &Findings) -> Self {
        let record = &shown.record;
        let mut pieces = Vec::new();
        let mut end = 0;
        for tag in &record.tags {
            if tag.span.start > end {
                pieces.push(piece(
                    record,
                    Span::new(end, tag.span.start),
                    None,
                    findings,
                ));
            }
            pieces.push(piece(record, tag.span, Some(tag), findings));
            end = tag.span.end;
        }
        if end < record.text.len() {
            pieces.push(piece(
                record,
                Span::new(end, record.text.len()),
                None,
                findings,
            ));
        }
        Self {
            name: format!("_dmarc.{}", shown.domain),
            text: record.text.clone(),
            note: note(facts, shown),
            pieces,
            unstated: unstated(record),
        }
    }
}

/// What to know before reading the record.
fn note(facts: &Facts, shown: &ShownRecord) -> Option<String> {
    if !shown.is_policy {
        Some("Receivers do not use this text, so nothing in it is in effect.".to_owned())
    } else if shown.domain == facts.domain {
        None
    } else {
        Some(format!(
            "{} has no record of its own. This one, at {}, holds for it.",
            to_unicode(&facts.domain),
            to_unicode(&shown.domain)
        ))
    }
}

/// One piece, with the findings about it.
fn piece(record: &DmarcRecord, span: Span, tag: Option<&Tag>, findings: &Findings) -> Piece {
    let about: Vec<_> = findings
        .found
        .iter()
        .flat_map(|finding| finding.hits().map(|hit| (finding.severity(), hit)))
        .filter_map(|(severity, hit)| {
            let place = hit.span?;
            let is_here = place.start >= span.start && place.start < span.end.max(span.start + 1);
            is_here.then_some((severity, place, &hit.message))
        })
        .collect();
    let state = match about.iter().map(|(severity, ..)| *severity).min() {
        Some(Severity::Problem) => State::Problem,
        Some(Severity::Advice) => State::Advice,
        Some(Severity::Note) | None if tag.is_some() => State::Good,
        Some(Severity::Note) | None => State::NotApplicable,
    };
    let marks = about
        .iter()
        .filter(|(severity, ..)| *severity <= Severity::Advice)
        .map(|(_, place, _)| *place)
        .collect::<Vec<_>>();
    Piece {
        runs: runs(&record.text, span, &marks),
        explanation: tag.map(|tag| match tag.name {
            Some(name) => explain::tag(record, name),
            None => explain::unknown_tag(record, tag),
        }),
        state,
        findings: about
            .iter()
            .map(|(.., message)| (*message).clone())
            .collect(),
    }
}

/// The text at `span` in runs, marked where one of `marks` covers it.
fn runs(text: &str, span: Span, marks: &[Span]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (offset, c) in span.of(text).char_indices() {
        let place = span.start + offset;
        let is_marked = marks
            .iter()
            .any(|mark| (mark.start..mark.end).contains(&place));
        match runs.last_mut() {
            Some(run) if run.is_marked == is_marked => run.text.push(c),
            _ => runs.push(Run {
                text: c.to_string(),
                is_marked,
            }),
        }
    }
    runs
}

/// The tags that apply unsaid.
fn unstated(record: &DmarcRecord) -> Vec<UnstatedTag> {
    let text = |name: TagName| Some(format!("{name}={}", record.effective_text(name)?));
    explain::unstated(record)
        .into_iter()
        .filter_map(|name| {
            Some(UnstatedTag {
                text: text(name)?,
                explanation: explain::tag(record, name),
            })
        })
        .collect()
}
