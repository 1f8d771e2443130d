//! [`SpfText`]: an SPF record as rules examine it, and the records that the domain's own record leads to.

use super::{MOST, joints, shown};
use crate::discovery::Facts;
use crate::domain::DomainName;
use crate::findings::{Hit, Suggestion};
use crate::mail_setup::MailSetup;
use crate::record::Span;
use crate::record::spf::{Content, Modifier, Outcome, SpfRecord, Term, parse};
use crate::record::spf::{Edit, Repair, Slip, repair};
use crate::spf::Tree;

/// An SPF record, for rules that need only its text.
pub(in crate::findings) struct SpfText<'a> {
    /// The parsed record.
    pub record: &'a SpfRecord,
    /// What sentences call it.
    pub place: String,
    /// Whether its result is the domain's result: it is the domain's own record, or one that `redirect` leads to. Any other
    /// record can only add senders.
    pub is_deciding: bool,
    /// What it was probably meant as, if something is wrong with it.
    pub repair: Option<Repair>,
}

impl<'a> SpfText<'a> {
    /// Wraps a record that is not published yet.
    pub(in crate::findings) fn draft(record: &'a SpfRecord) -> Self {
        Self {
            record,
            place: "the record".to_owned(),
            is_deciding: true,
            repair: repair(&record.text),
        }
    }

    /// Suggests the complete record as it was probably meant. Every rule about a slip suggests the same text.
    pub(in super::super) fn repaired(&self) -> Option<Suggestion> {
        let repair = self.repair.as_ref()?;
        Some(Suggestion::instead(repair.text.clone()))
    }

    /// Returns what a repair corrects in a term or right after it.
    pub(in super::super) fn edit_of(&self, term: Span) -> Option<&Edit> {
        let mut edits = self.repair.iter().flat_map(|repair| &repair.edits);
        // Separate rules report an `all` that allows every sender and a repeated version.
        let mut edits = edits
            .by_ref()
            .filter(|edit| !matches!(edit.kind, Slip::Everyone | Slip::SecondVersion));
        edits.find(|edit| {
            let is_inside = term.start <= edit.span.start && edit.span.end <= term.end;
            let is_at_edge =
                edit.span.is_empty() && [term.start, term.end].contains(&edit.span.start);
            (is_inside && !is_at_edge) || (is_blank(edit) && edit.span.start == term.end)
        })
    }

    /// Whether the blank before a term does not belong there, so that the previous term reports the mistake.
    pub(in super::super) fn is_continued(&self, term: Span) -> bool {
        let mut edits = self.repair.iter().flat_map(|repair| &repair.edits);
        edits.any(|edit| is_blank(edit) && edit.span.end == term.start)
    }

    /// Quotes a part of the record for a sentence.
    pub(in super::super) fn shown(&self, span: Span) -> String {
        shown(span.of(&self.record.text))
    }

    /// Returns the term that contains a place.
    pub(in super::super) fn term_at(&self, span: Span) -> Option<&'a Term> {
        let mut terms = self.record.terms.iter();
        terms.find(|term| term.span.start <= span.start && span.end <= term.span.end)
    }

    /// Suggests the record with `new` at a place, if that leaves no syntax error.
    pub(in super::super) fn replaced(&self, span: Span, new: &str) -> Option<Suggestion> {
        sound(replaced(&self.record.text, span, new)).filter(|_| self.repair.is_none())
    }

    /// Suggests the record without a term, if that leaves no syntax error.
    pub(in super::super) fn without(&self, term: &Term) -> Option<Suggestion> {
        sound(without(&self.record.text, term.span)).filter(|_| self.repair.is_none())
    }
}

/// Runs a rule on the domain's own record and each record it leads to, once per record.
///
/// Only the domain's own record keeps a suggestion; its owner cannot change what others publish.
pub(in crate::findings) fn in_records(
    facts: &Facts,
    mail_setup: &MailSetup,
    find: fn(&SpfText) -> Vec<Hit>,
) -> Vec<Hit> {
    let tree = &mail_setup.spf;
    // What was read across two strings comes from the missing blank there, which another rule reports.
    let joints = joints(facts);
    let is_joined = |span: Span| joints.iter().any(|at| (span.start..span.end).contains(at));
    let mut seen: Vec<&DomainName> = Vec::new();
    let mut hits = Vec::new();
    for (index, node) in tree.nodes.iter().enumerate() {
        let (Some(record), Some(domain)) = (node.record(), &node.domain) else {
            continue;
        };
        if seen.contains(&domain) || hits.len() >= MOST {
            continue;
        }
        seen.push(domain);
        let text = SpfText {
            record,
            place: format!("the SPF record of {domain}"),
            is_deciding: is_deciding(tree, index),
            repair: repair(&record.text),
        };
        let mut found = find(&text);
        found.retain(|hit| index > 0 || !hit.span.is_some_and(is_joined));
        // Only one record is published in the end, so every cure has to be part of it.
        let has_cure = index == 0 && found.iter().any(|hit| hit.suggestion.is_some());
        let repair = facts.spf_repair().filter(|_| has_cure);
        hits.extend(found.into_iter().map(|hit| {
            let cure = hit.suggestion.filter(|_| index == 0).map(|cure| cure.text);
            let is_slip =
                cure.is_some() && cure == text.repair.as_ref().map(|repair| repair.text.clone());
            let cure = match &repair {
                Some(repair) if is_slip => repair.text.clone(),
                Some(_) => None,
                None => cure,
            };
            Hit {
                message: hit.message,
                span: None,
                about: hit.about,
                suggestion: cure.map(|text| Suggestion {
                    name: Some(domain.clone()),
                    text,
                }),
            }
        }));
    }
    hits.truncate(MOST);
    hits
}

/// Whether a node's result is the domain's result: only `redirect` leads there.
pub(in super::super) fn is_deciding(tree: &Tree, mut index: usize) -> bool {
    while let Some((parent, place)) = tree.nodes.get(index).and_then(|node| node.parent) {
        let record = tree.nodes.get(parent).and_then(|node| node.record());
        let term = record.and_then(|record| record.terms.get(place));
        let is_redirect =
            |term: &Term| matches!(term.content, Content::Modifier(Modifier::Redirect(_)));
        if !term.is_some_and(is_redirect) {
            return false;
        }
        index = parent;
    }
    true
}

/// Whether an edit removes a blank from a term.
const fn is_blank(edit: &Edit) -> bool {
    matches!(
        edit.kind,
        Slip::BlankBehindColon | Slip::BlankBehindQualifier
    )
}

/// Keeps a cure for something that does not break the domain's record, unless a repair is due, which comes first.
pub(in super::super) fn unless_repaired(
    facts: &Facts,
    cure: Option<Suggestion>,
) -> Option<Suggestion> {
    cure.filter(|_| facts.spf_repair().is_none())
}

/// Suggests the repaired record in place of the domain's own, if it needs repair.
pub(in super::super) fn repaired_record(facts: &Facts) -> Option<Suggestion> {
    let text = facts.spf_repair()?.text?;
    Some(Suggestion::at(facts.domain.clone(), text))
}

/// Replaces a part of a text with `new`.
fn replaced(text: &str, span: Span, new: &str) -> String {
    let before = text.get(..span.start).unwrap_or_default();
    let behind = text.get(span.end..).unwrap_or_default();
    format!("{before}{new}{behind}")
}

/// Removes a part of a text and the blanks before it.
pub(in super::super) fn without(text: &str, span: Span) -> String {
    let before = text.get(..span.start).unwrap_or_default();
    let start = before.trim_end_matches(' ').len();
    replaced(text, Span::new(start, span.end), "")
}

/// Suggests a text if it is a record without a syntax error.
pub(in super::super) fn sound(text: String) -> Option<Suggestion> {
    (parse(&text).outcome == Outcome::Ok).then(|| Suggestion::instead(text))
}
