//! [`composed`]: joins repaired terms into a record with at most one `all`, at the end.

use super::fix::{Fixed, Role};
use super::terms::alone;
use super::{Edit, Slip};
use crate::record::Span;
use crate::record::seen::SeenTexts;
use crate::record::spf::{Content, Qualifier, TermName};

/// A repaired term with its place in the broken text.
pub(super) struct Placed {
    pub(super) fixed: Fixed,
    pub(super) span: Span,
}

/// Joins the terms into a record; `None` if it would authorize everyone, or if more than one reading is possible.
pub(super) fn composed(placed: Vec<Placed>, edits: &mut Vec<Edit>) -> Option<String> {
    let all = place_of_all(&placed);
    let qualifier = match all {
        Some(place) => Some(qualifier(&placed, place, edits)?),
        None => None,
    };
    let has_redirect = placed
        .iter()
        .any(|term| term.fixed.role == Role::Modifier(TermName::Redirect));
    let first_all = placed.iter().position(|term| is_all(&term.fixed));
    let is_behind = |place: usize| first_all.is_some_and(|all| place > all);
    let had_terms = !placed.is_empty();
    let mut behind = Vec::new();
    let mut modifiers: Vec<(TermName, String)> = Vec::new();
    let mut terms: Vec<String> = vec!["v=spf1".to_owned()];
    for (place, term) in placed.into_iter().enumerate() {
        let Placed { fixed, span } = term;
        match fixed.role {
            Role::Version | Role::Foreign => {}
            Role::All(_) if Some(place) == all => terms.push(ALL.to_owned()),
            Role::All(_) => edits.push(Edit::new(Slip::Duplicate(TermName::All), span, "")),
            Role::Modifier(name) => match modifiers.iter().find(|(known, _)| *known == name) {
                Some((_, other)) if other.eq_ignore_ascii_case(&fixed.text) => {
                    edits.push(Edit::new(Slip::Duplicate(name), span, ""));
                }
                Some(_) => return None,
                None => {
                    modifiers.push((name, fixed.text.clone()));
                    terms.push(fixed.text);
                }
            },
            Role::Other => {
                if is_behind(place) && is_mechanism(&fixed.text) {
                    behind.push(span);
                }
                terms.push(fixed.text);
            }
        }
    }
    if let Some(span) = behind.first() {
        // If mechanisms follow `all`, the purpose of a `redirect` is unclear.
        if has_redirect {
            return None;
        }
        edits.push(Edit::new(Slip::BehindAll, *span, ""));
    }
    // A repair never removes every term.
    if terms.len() == 1 && had_terms {
        return None;
    }
    if edits.is_empty() {
        return Some(terms.join(" "));
    }
    if !behind.is_empty()
        || edits
            .iter()
            .any(|edit| edit.kind == Slip::Duplicate(TermName::All))
    {
        terms.retain(|term| term != ALL);
        terms.push(ALL.to_owned());
    }
    let mut seen = SeenTexts::default();
    terms.retain(|term| seen.is_new_in_any_case(term));
    let all = qualifier.map_or_else(String::new, |qualifier| {
        format!("{}all", qualifier.as_str())
    });
    for term in &mut terms {
        if term == ALL {
            term.clone_from(&all);
        }
    }
    Some(terms.join(" "))
}

/// A placeholder for `all` until its qualifier is known.
const ALL: &str = "all";

/// Whether a term is `all`.
const fn is_all(term: &Fixed) -> bool {
    matches!(term.role, Role::All(_))
}

/// The index of the `all` that decides: the first with a qualifier other than `+`, else the first of any kind.
fn place_of_all(placed: &[Placed]) -> Option<usize> {
    let is_strict = |term: &Placed| matches!(term.fixed.role, Role::All(Some(qualifier)) if qualifier != Qualifier::Pass);
    let strict = placed.iter().position(is_strict);
    strict.or_else(|| placed.iter().position(|term| is_all(&term.fixed)))
}

/// The qualifier of the deciding `all`. An `all` that authorizes everyone becomes `~all`, or `None` if no other term
/// names a sender.
fn qualifier(placed: &[Placed], place: usize, edits: &mut Vec<Edit>) -> Option<Qualifier> {
    let term = placed.get(place)?;
    let Role::All(written) = term.fixed.role else {
        return None;
    };
    match written {
        Some(qualifier) if qualifier != Qualifier::Pass => Some(qualifier),
        written => {
            let names_sender = placed
                .iter()
                .any(|term| term.fixed.role == Role::Other && names_sender(&term.fixed.text));
            if !names_sender {
                return None;
            }
            // For a misspelled `all`, the slip is already reported.
            if written.is_some() || !term.fixed.slips.contains(&Slip::BrokenAll) {
                edits.push(Edit::new(Slip::Everyone, term.span, "~all"));
            }
            Some(Qualifier::SoftFail)
        }
    }
}

/// Whether a term is a mechanism.
fn is_mechanism(term: &str) -> bool {
    let record = alone(term);
    record
        .terms
        .first()
        .is_some_and(|term| matches!(term.content, Content::Mechanism(_)))
}

/// Whether a term authorizes senders.
fn names_sender(term: &str) -> bool {
    let record = alone(term);
    record.terms.first().is_some_and(|term| {
        matches!(term.content, Content::Mechanism(_)) && term.qualifier == Some(Qualifier::Pass)
    })
}
