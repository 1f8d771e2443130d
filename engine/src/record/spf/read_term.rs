//! Parses the terms of a record, one by one.

use super::domain_spec::Fault;
use super::macros::Use;
use super::network::parse_length;
use super::parse::{Reading, after_version, is_printable};
use super::repair::meant_by;
use super::{
    Content, DomainSpec, LengthProblem, Lengths, MacroString, Mechanism, Modifier, Network,
    ProblemKind, Qualifier, Term, TermName,
};
use crate::record::Span;

/// The parts of a term.
#[derive(Clone, Copy)]
struct Parts {
    /// The whole term.
    span: Span,
    /// The qualifier as written; `None` if there is none.
    qualifier: Option<Qualifier>,
    name: Span,
    /// The character after the name.
    divider: Option<char>,
    /// What follows the colon or `=`, or the prefix lengths after the name.
    value: Option<Span>,
}

impl Reading<'_> {
    /// Parses one term and adds it to the record.
    pub(super) fn read_term(&mut self, span: Span) {
        let parts = self.divide(span);
        let name = parts.name.of(self.text).trim_matches(|c| !is_printable(c));
        let mut known = TermName::from_name(name);
        let is_modifier = parts.divider == Some('=') && is_modifier_name(name);
        if is_modifier && !known.is_some_and(TermName::is_modifier) {
            known = None;
        }
        if known.is_some() && name.bytes().any(|b| b.is_ascii_uppercase()) {
            self.add(ProblemKind::Capitals, parts.name);
        }
        let content = if span.of(self.text).chars().all(is_printable) {
            if is_modifier {
                self.read_modifier(&parts, known).map(Content::Modifier)
            } else {
                self.read_mechanism(&parts, known).map(Content::Mechanism)
            }
        } else {
            // The invalid characters are already reported, which is enough.
            None
        };
        let has_qualifier = !is_modifier || parts.qualifier.is_some();
        self.terms.push(Term {
            span,
            name_span: parts.name,
            value_span: parts.value,
            qualifier: has_qualifier.then(|| parts.qualifier.unwrap_or(Qualifier::Pass)),
            name: known,
            content: content.unwrap_or(Content::Invalid),
        });
    }

    /// Splits a term into the qualifier, the name up to the first `:`, `=` or `/`, and the rest.
    fn divide(&self, span: Span) -> Parts {
        let written = span.of(self.text);
        let qualifier = written.chars().next().and_then(Qualifier::from_char);
        let start = span.start + usize::from(qualifier.is_some());
        let body = Span::new(start, span.end).of(self.text);
        let found = body.char_indices().find(|(_, c)| ":=/".contains(*c));
        let end = found.map_or(span.end, |(at, _)| start + at);
        Parts {
            span,
            qualifier,
            name: Span::new(start, end),
            divider: found.map(|(_, c)| c),
            value: found.map(|(_, c)| Span::new(end + usize::from(c != '/'), span.end)),
        }
    }

    /// Parses a modifier, `name=value`.
    fn read_modifier(&mut self, parts: &Parts, known: Option<TermName>) -> Option<Modifier> {
        let value = parts.value?;
        if parts.qualifier.is_some() {
            self.add(ProblemKind::QualifierBeforeModifier, parts.span);
            return None;
        }
        let Some(name) = known else {
            let (string, problems) = MacroString::read(self.text, value, Use::Record);
            for (problem, span) in &problems {
                self.add(ProblemKind::Macro(*problem), *span);
            }
            let (name, value) = (parts.name.of(self.text), value.of(self.text));
            let is_digit_next =
                |rest: &str| rest.starts_with(|c: char| c.is_ascii_digit() || c == '.');
            if after_version(parts.span.of(self.text)).is_some_and(|rest| !is_digit_next(rest)) {
                self.add(ProblemKind::SecondVersion, parts.span);
            } else {
                let meant = TermName::from_name(name).or_else(|| meant_by(name, Some(value)));
                self.add(ProblemKind::UnknownModifier(meant), parts.span);
            }
            return problems.is_empty().then_some(Modifier::Unknown(string));
        };
        let is_same = |term: &Term| term.name == Some(name) && term.qualifier.is_none();
        if self.terms.iter().any(is_same) {
            self.add(ProblemKind::Duplicate(name), parts.span);
        }
        let domain = self.read_domain(name, value, parts)?;
        Some(match name {
            TermName::Redirect => Modifier::Redirect(domain),
            _ => Modifier::Explanation(domain),
        })
    }

    /// Parses a mechanism.
    fn read_mechanism(&mut self, parts: &Parts, known: Option<TermName>) -> Option<Mechanism> {
        let written = parts.name.of(self.text);
        let Some(name) = known else {
            let value = parts.value.map(|value| value.of(self.text));
            let meant = match parts.divider {
                // Text with a slash is looked at as a whole, because it may be a network.
                Some('/') => meant_by(
                    Span::new(parts.name.start, parts.span.end).of(self.text),
                    None,
                ),
                _ => meant_by(written, value),
            };
            self.add(ProblemKind::UnknownMechanism(meant), parts.span);
            return None;
        };
        if name.is_modifier() {
            let kind = match parts.divider {
                Some(':') => ProblemKind::ColonInModifier(name),
                _ => ProblemKind::MissingValue(name),
            };
            self.add(kind, parts.span);
            return None;
        }
        let value = parts.value.filter(|_| parts.divider == Some(':'));
        let lengths = parts.value.filter(|_| parts.divider == Some('/'));
        match name {
            TermName::All => {
                if let Some(value) = parts.value {
                    self.add(ProblemKind::UnexpectedValue(name), value);
                    return None;
                }
                Some(Mechanism::All)
            }
            TermName::A | TermName::Mx => {
                let (domain, lengths) = match (value, lengths) {
                    (Some(value), _) => {
                        let (domain, lengths) = self.split_lengths(value);
                        (Some(self.read_domain(name, domain, parts)?), lengths)
                    }
                    (None, lengths) => (None, lengths),
                };
                let lengths = match lengths {
                    Some(span) => self.read_lengths(name, span)?,
                    None => Lengths::default(),
                };
                Some(match name {
                    TermName::A => Mechanism::A(domain, lengths),
                    _ => Mechanism::Mx(domain, lengths),
                })
            }
            TermName::Ptr if parts.value.is_none() => Some(Mechanism::Ptr(None)),
            TermName::Ip4 | TermName::Ip6 => {
                self.read_network(name, parts, value).map(Mechanism::Ip)
            }
            _ => {
                if let Some(span) = lengths {
                    self.add(ProblemKind::Length(name, LengthProblem::Misplaced), span);
                    return None;
                }
                let Some(value) = value else {
                    self.add(ProblemKind::MissingValue(name), parts.span);
                    return None;
                };
                let (domain, lengths) = self.split_lengths(value);
                if let Some(span) = lengths {
                    self.add(ProblemKind::Length(name, LengthProblem::Misplaced), span);
                    return None;
                }
                let domain = self.read_domain(name, domain, parts)?;
                Some(match name {
                    TermName::Include => Mechanism::Include(domain),
                    TermName::Exists => Mechanism::Exists(domain),
                    _ => Mechanism::Ptr(Some(domain)),
                })
            }
        }
    }

    /// Splits a value into the name and the prefix lengths. A name may contain slashes, but none after its last dot or
    /// macro.
    fn split_lengths(&self, value: Span) -> (Span, Option<Span>) {
        let written = value.of(self.text);
        let from = written.rfind(['.', '}']).unwrap_or(0);
        let slash = written.get(from..).and_then(|end| end.find('/'));
        match slash.map(|slash| value.start + from + slash) {
            Some(at) => (Span::new(value.start, at), Some(Span::new(at, value.end))),
            None => (value, None),
        }
    }

    /// Parses a domain-spec.
    fn read_domain(&mut self, name: TermName, span: Span, parts: &Parts) -> Option<DomainSpec> {
        if span.start == span.end {
            self.add(ProblemKind::MissingValue(name), parts.span);
            return None;
        }
        let faults = match DomainSpec::read(self.text, span) {
            Ok(domain) => return Some(domain),
            Err(faults) => faults,
        };
        for (fault, span) in faults {
            let kind = match fault {
                Fault::Domain(problem) => ProblemKind::Domain(name, problem),
                Fault::Macro(problem) => ProblemKind::Macro(problem),
            };
            self.add(kind, span);
        }
        None
    }

    /// Parses the prefix lengths of `a` and `mx`.
    fn read_lengths(&mut self, name: TermName, span: Span) -> Option<Lengths> {
        match Lengths::parse(span.of(self.text)) {
            Ok(lengths) => Some(lengths),
            Err(problem) => {
                self.add(ProblemKind::Length(name, problem), span);
                None
            }
        }
    }

    /// Parses the value of `ip4` or `ip6`.
    fn read_network(
        &mut self,
        name: TermName,
        parts: &Parts,
        value: Option<Span>,
    ) -> Option<Network> {
        let Some(value) = value.filter(|value| value.start < value.end) else {
            self.add(ProblemKind::MissingValue(name), parts.span);
            return None;
        };
        let most = if name == TermName::Ip4 { 32 } else { 128 };
        let written = value.of(self.text);
        let (address, digits) = match written.split_once('/') {
            Some((address, digits)) => (address, Some(digits)),
            None => (written, None),
        };
        let address_span = Span::new(value.start, value.start + address.len());
        let length = match digits.map_or(Ok(most), |digits| parse_length(digits, most)) {
            Ok(length) => Some(length),
            Err(problem) => {
                let span = Span::new(address_span.end, value.end);
                self.add(ProblemKind::Length(name, problem), span);
                None
            }
        };
        match Network::parse_address(address, name == TermName::Ip4) {
            Ok(address) => Some(Network {
                address,
                length: length?,
            }),
            Err(problem) => {
                self.add(ProblemKind::Network(name, problem), address_span);
                None
            }
        }
    }
}

/// Whether a modifier may have this name ([RFC 7208, section 12](https://www.rfc-editor.org/rfc/rfc7208#section-12)).
fn is_modifier_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b))
}
