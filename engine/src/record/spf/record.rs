//! [`SpfRecord`]: everything in the text of a record, and what it means.

use super::{Consequence, Content, DomainSpec, Mechanism, Modifier, Problem, Qualifier, Term};
use crate::record::Span;

/// A record as it was read. The text is always whole, however broken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpfRecord {
    /// The text.
    pub text: String,
    /// What a receiver makes of it before it asks anything.
    pub outcome: Outcome,
    /// The version, as far as there is one.
    pub version: Option<Span>,
    /// The terms, in order, those without effect included.
    pub terms: Vec<Term>,
    /// What is off, in order of place.
    pub problems: Vec<Problem>,
}

/// What a receiver makes of a record before it asks anything
/// ([RFC 7208, sections 4.5 and 4.6](https://www.rfc-editor.org/rfc/rfc7208#section-4.5)).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// The record follows the grammar.
    Ok,
    /// A syntax error breaks the whole record.
    PermError,
    /// The text is no SPF record.
    Ignored,
}

impl Outcome {
    /// A name for exports.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::PermError => "permerror",
            Self::Ignored => "ignored",
        }
    }
}

impl SpfRecord {
    /// How many terms of this record alone cause DNS lookups as they are written, those without effect included
    /// ([RFC 7208, section 4.6.4](https://www.rfc-editor.org/rfc/rfc7208#section-4.6.4)).
    pub fn lookup_terms(&self) -> usize {
        self.terms.iter().filter(|term| term.is_lookup()).count()
    }

    /// The place of the first `all` among the terms, behind which no mechanism has an effect.
    pub fn all_index(&self) -> Option<usize> {
        self.terms
            .iter()
            .position(|term| matches!(term.content, Content::Mechanism(Mechanism::All)))
    }

    /// The qualifier of the first `all`.
    pub fn all(&self) -> Option<Qualifier> {
        self.terms.get(self.all_index()?)?.qualifier
    }

    /// The first `redirect` modifier, with its place among the terms, even where an `all` cancels its effect.
    pub fn redirect(&self) -> Option<(usize, &DomainSpec)> {
        let mut terms = self.terms.iter().enumerate();
        terms.find_map(|(index, term)| match &term.content {
            Content::Modifier(Modifier::Redirect(domain)) => Some((index, domain)),
            _ => None,
        })
    }

    /// The `redirect` modifier where it has an effect: without an `all`
    /// ([RFC 7208, section 6.1](https://www.rfc-editor.org/rfc/rfc7208#section-6.1)).
    pub fn effective_redirect(&self) -> Option<(usize, &DomainSpec)> {
        self.redirect().filter(|_| self.all_index().is_none())
    }

    /// The `exp` modifier.
    pub fn explanation(&self) -> Option<&DomainSpec> {
        self.terms.iter().find_map(|term| match &term.content {
            Content::Modifier(Modifier::Explanation(domain)) => Some(domain),
            _ => None,
        })
    }

    /// The mechanisms that have an effect, with their places among the terms: up to the first `all`
    /// ([RFC 7208, section 5.1](https://www.rfc-editor.org/rfc/rfc7208#section-5.1)).
    pub fn effective_mechanisms(&self) -> impl Iterator<Item = (usize, &Term, &Mechanism)> {
        let end = self.all_index().map_or(self.terms.len(), |all| all + 1);
        let terms = self.terms.iter().enumerate().take(end);
        terms.filter_map(|(index, term)| match &term.content {
            Content::Mechanism(mechanism) => Some((index, term, mechanism)),
            _ => None,
        })
    }

    /// The first problem that makes receivers answer `permerror`.
    pub fn fatal_problem(&self) -> Option<&Problem> {
        self.problems
            .iter()
            .find(|problem| problem.kind.consequence() == Consequence::PermError)
    }
}
