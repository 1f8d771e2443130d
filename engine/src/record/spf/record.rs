//! [`SpfRecord`]: a parsed record and its terms.

use super::{Consequence, Content, DomainSpec, Mechanism, Modifier, Problem, Qualifier, Term};
use crate::record::Span;

/// A parsed SPF record. The text is kept in full, even if it is invalid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpfRecord {
    /// The full text of the record.
    pub text: String,
    /// How receivers treat the text, before any DNS query.
    pub outcome: Outcome,
    /// The place of the version, if there is one.
    pub version: Option<Span>,
    /// The terms, in order, including those without effect.
    pub terms: Vec<Term>,
    /// What is wrong with the text, sorted by position.
    pub problems: Vec<Problem>,
}

/// How receivers treat a text, before any DNS query
/// ([RFC 7208, sections 4.5 and 4.6](https://www.rfc-editor.org/rfc/rfc7208#section-4.5)).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// The record has no syntax error.
    Ok,
    /// The record has a syntax error, so receivers return `permerror`.
    PermError,
    /// The text is not an SPF record.
    Ignored,
}

impl Outcome {
    /// The name used in exports.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::PermError => "permerror",
            Self::Ignored => "ignored",
        }
    }
}

impl SpfRecord {
    /// The number of terms in this record alone that cause DNS lookups, including those without effect
    /// ([RFC 7208, section 4.6.4](https://www.rfc-editor.org/rfc/rfc7208#section-4.6.4)).
    pub fn lookup_terms(&self) -> usize {
        self.terms.iter().filter(|term| term.is_lookup()).count()
    }

    /// The index of the first `all`. Mechanisms after it have no effect.
    pub fn all_index(&self) -> Option<usize> {
        self.terms
            .iter()
            .position(|term| matches!(term.content, Content::Mechanism(Mechanism::All)))
    }

    /// The qualifier of the first `all`.
    pub fn all(&self) -> Option<Qualifier> {
        self.terms.get(self.all_index()?)?.qualifier
    }

    /// The first `redirect` modifier and its index, even if an `all` cancels its effect.
    pub fn redirect(&self) -> Option<(usize, &DomainSpec)> {
        let mut terms = self.terms.iter().enumerate();
        terms.find_map(|(index, term)| match &term.content {
            Content::Modifier(Modifier::Redirect(domain)) => Some((index, domain)),
            _ => None,
        })
    }

    /// The `redirect` modifier and its index, if it has an effect: the record has no `all`
    /// ([RFC 7208, section 6.1](https://www.rfc-editor.org/rfc/rfc7208#section-6.1)).
    pub fn effective_redirect(&self) -> Option<(usize, &DomainSpec)> {
        self.redirect().filter(|_| self.all_index().is_none())
    }

    /// The target of the `exp` modifier.
    pub fn explanation(&self) -> Option<&DomainSpec> {
        self.terms.iter().find_map(|term| match &term.content {
            Content::Modifier(Modifier::Explanation(domain)) => Some(domain),
            _ => None,
        })
    }

    /// The mechanisms that have an effect, with their indices: all up to the first `all`
    /// ([RFC 7208, section 5.1](https://www.rfc-editor.org/rfc/rfc7208#section-5.1)).
    pub fn effective_mechanisms(&self) -> impl Iterator<Item = (usize, &Term, &Mechanism)> {
        let end = self.all_index().map_or(self.terms.len(), |all| all + 1);
        let terms = self.terms.iter().enumerate().take(end);
        terms.filter_map(|(index, term)| match &term.content {
            Content::Mechanism(mechanism) => Some((index, term, mechanism)),
            _ => None,
        })
    }

    /// The first problem that makes receivers return `permerror`.
    pub fn fatal_problem(&self) -> Option<&Problem> {
        self.problems
            .iter()
            .find(|problem| problem.kind.consequence() == Consequence::PermError)
    }
}
