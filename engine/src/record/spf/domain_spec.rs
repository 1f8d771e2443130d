//! [`DomainSpec`]: the name that a term points to, with or without macros.

use std::net::IpAddr;

use super::macros::Use;
use super::{MacroLetter, MacroPart, MacroProblem, MacroString};
use crate::record::Span;

/// The name that a term points to, possibly with macros
/// ([RFC 7208, section 7.1](https://www.rfc-editor.org/rfc/rfc7208#section-7.1)).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DomainSpec {
    /// Its place in the record.
    pub span: Span,
    /// Its text and macros.
    pub string: MacroString,
}

/// Why a text is not a domain name that SPF allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DomainProblem {
    /// The text is an IP address.
    IpAddress,
    /// The name has no dot.
    SingleLabel,
    /// The label after the last dot can't be a top-level domain.
    BadTopLabel,
}

/// What can be wrong with a domain-spec.
pub(super) enum Fault {
    /// The name itself is invalid.
    Domain(DomainProblem),
    /// A macro in the name is invalid.
    Macro(MacroProblem),
}

impl DomainSpec {
    /// Parses the part of `text` at `span`.
    ///
    /// # Errors
    ///
    /// The problems, each with its place.
    pub(super) fn read(text: &str, span: Span) -> Result<Self, Vec<(Fault, Span)>> {
        let written = span.of(text);
        let domain = |problem| Err(vec![(Fault::Domain(problem), span)]);
        if written.parse::<IpAddr>().is_ok() {
            return domain(DomainProblem::IpAddress);
        }
        let (string, problems) = MacroString::read(text, span, Use::Record);
        if !problems.is_empty() {
            let faults = problems.into_iter();
            return Err(faults.map(|(p, span)| (Fault::Macro(p), span)).collect());
        }
        if let Some(MacroPart::Literal(end)) = string.parts.last() {
            let end = end.strip_suffix('.').unwrap_or(end);
            match end.rsplit_once('.') {
                None => return domain(DomainProblem::SingleLabel),
                Some((_, label)) if !is_top_label(label) => {
                    return domain(DomainProblem::BadTopLabel);
                }
                Some(_) => {}
            }
        }
        Ok(Self { span, string })
    }

    /// The name, if it does not depend on the message. `domain` is the domain whose record is read, the value of
    /// `%{d}`.
    pub fn fixed(&self, domain: &str) -> Option<String> {
        let is_fixed = |letter| letter == MacroLetter::Domain;
        self.string
            .expansions()
            .all(|expansion| is_fixed(expansion.letter))
            .then(|| self.string.expand(|_| domain.to_owned()))
    }
}

/// Whether a label can be a top-level domain: letters, digits and inner hyphens, and not digits alone.
fn is_top_label(label: &str) -> bool {
    let is_inside = |b: u8| b.is_ascii_alphanumeric() || b == b'-';
    label.bytes().all(is_inside)
        && !label.starts_with('-')
        && !label.ends_with('-')
        && label.bytes().any(|b| !b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn reads(text: &str, expected: Result<(), DomainProblem>) {
        let found = DomainSpec::read(text, Span::new(0, text.len()));
        let found = found.map(|_| ()).map_err(|faults| match faults.first() {
            Some((Fault::Domain(problem), _)) => *problem,
            _ => panic!("{text}"),
        });
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn names_end_in_a_top_level_domain_or_a_macro() {
        for text in [
            "example.com",
            "example.com.",
            "_spf.%{d}",
            "%{i}._spf.example.com",
            "foo:bar/baz.example.xn--p1ai",
            "%%",
            "..com",
        ] {
            reads(text, Ok(()));
        }
        reads("localhost", Err(DomainProblem::SingleLabel));
        reads("com.", Err(DomainProblem::SingleLabel));
        reads("%{d}x", Err(DomainProblem::SingleLabel));
        reads("192.0.2.1", Err(DomainProblem::IpAddress));
        reads("2001:db8::1", Err(DomainProblem::IpAddress));
        reads("example.123", Err(DomainProblem::BadTopLabel));
        reads("example.com..", Err(DomainProblem::BadTopLabel));
        reads("example.-com", Err(DomainProblem::BadTopLabel));
        reads("example.com~all", Err(DomainProblem::BadTopLabel));
    }

    #[test]
    fn names_that_no_message_is_needed_for() {
        let fixed = |text: &str| {
            let spec = DomainSpec::read(text, Span::new(0, text.len())).ok()?;
            spec.fixed("a.example.com")
        };
        assert_eq!(fixed("b.example.com").as_deref(), Some("b.example.com"));
        assert_eq!(fixed("_spf.%{d2}").as_deref(), Some("_spf.example.com"));
        assert_eq!(fixed("%{i}._spf.example.com"), None);
    }
}
