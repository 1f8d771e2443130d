//! [`RecordView`]: the DMARC record split into pieces that a page can show, mark and explain.

use std::rc::Rc;

use crate::advice::State;
use crate::discovery::{Answers, Facts, Options, ShownRecord};
use crate::dns::{Answer, Outcome, Question, RecordData};
use crate::domain::{DomainName, to_unicode};
use crate::explain::{self, Explanation};
use crate::findings::{Findings, Severity, judge};
use crate::record::Span;
use crate::record::dmarc::{DmarcRecord, Tag, TagName, is_dmarc, parse, resembles_dmarc};

/// The DMARC record, split for display.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordView {
    /// The name of the record, `_dmarc` included.
    pub name: String,
    /// The full text of the record.
    pub text: String,
    /// What to know before reading it, such as that it belongs to another name or that receivers ignore it.
    pub note: Option<String>,
    /// The text in pieces; joined, they give [`text`](Self::text).
    pub pieces: Vec<Piece>,
    /// The tags that are absent and take their default or inherited value.
    pub unstated: Vec<UnstatedTag>,
}

/// A piece of the text: a tag, or the text between two tags.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The piece's text in runs.
    pub runs: Vec<Run>,
    /// What the tag means; `None` for text between tags.
    pub explanation: Option<Explanation>,
    /// The state that the findings about it lead to.
    pub state: State,
    /// The messages of the findings about it.
    pub findings: Vec<String>,
}

/// A run of text that is either marked or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// The run's text.
    pub text: String,
    /// Whether a problem or advice points at this text.
    pub is_marked: bool,
}

/// A tag that is absent from the record and still has a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnstatedTag {
    /// The tag with the value that applies.
    pub text: String,
    /// What that value means.
    pub explanation: Explanation,
}

impl RecordView {
    /// Splits a text that is not published, as far as a record alone can be judged; `None` if it does not resemble a DMARC record.
    pub fn pasted(text: &str) -> Option<Self> {
        let text = text.trim().trim_matches('"');
        if !(is_dmarc(text) || resembles_dmarc(text)) {
            return None;
        }
        let domain = DomainName::new("your-domain.example").ok()?;
        let name = domain.child("_dmarc")?;
        let answer = Answer::new(
            Question::txt(name),
            Outcome::Records(vec![RecordData::Txt(vec![text.to_owned()])]),
            "",
        );
        let answers = Answers(vec![Rc::new(answer)]);
        let facts = Facts::new(&domain, &Options::default(), answers);
        let shown = ShownRecord {
            domain,
            record: Rc::new(parse(text)),
            is_policy: true,
        };
        Some(Self::new(&facts, &shown, &judge(&facts)))
    }

    /// Splits a record into pieces.
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
        Some("Receivers do not use this text, so nothing in it has an effect.".to_owned())
    } else if shown.domain == facts.domain {
        None
    } else {
        Some(format!(
            "{} has no record of its own. This one, at {}, applies.",
            to_unicode(&facts.domain),
            to_unicode(&shown.domain)
        ))
    }
}

/// Builds a piece with the findings about it.
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

/// Splits the text at `span` into runs, marked where one of `marks` covers it.
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

/// The absent tags whose defaults apply.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pasted_record_is_explained_tag_by_tag() {
        let view = RecordView::pasted("\"v=DMARC1; p=qurantine; rua=mailto:a@b.example\"").unwrap();
        let text: String = view
            .pieces
            .iter()
            .flat_map(|piece| &piece.runs)
            .map(|run| run.text.as_str())
            .collect();
        assert_eq!(text, "v=DMARC1; p=qurantine; rua=mailto:a@b.example");
        assert_eq!(view.note, None);
        let policy = view
            .pieces
            .iter()
            .find(|piece| piece.runs[0].text.starts_with("p="))
            .unwrap();
        assert_eq!(policy.state, State::Problem);
        assert!(policy.explanation.is_some() && !policy.findings.is_empty());
        // What only DNS shows is not judged.
        let said: Vec<_> = view
            .pieces
            .iter()
            .flat_map(|piece| &piece.findings)
            .collect();
        assert!(
            said.iter().all(|said| !said.contains("your-domain")),
            "{said:?}"
        );
        assert_eq!(RecordView::pasted("hello"), None);
        assert_eq!(RecordView::pasted("v=spf1 -all"), None);
    }
}
