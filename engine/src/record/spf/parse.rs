//! [`parse`]: parses the text of a record into an [`SpfRecord`].

use super::repair::begins_with_version;
use super::{Content, Mechanism, Modifier, Outcome, Problem, ProblemKind, SpfRecord, Term};
use crate::record::Span;
use crate::record::order;

/// The version, with which every record begins
/// ([RFC 7208, section 4.5](https://www.rfc-editor.org/rfc/rfc7208#section-4.5)).
const VERSION: &str = "v=spf1";

/// Whether the text is an SPF record: `v=spf1`, followed by a space or nothing
/// ([RFC 7208, section 4.5](https://www.rfc-editor.org/rfc/rfc7208#section-4.5)).
///
/// # Example
///
/// ```
/// use dmarc_engine::record::spf::is_spf;
///
/// assert!(is_spf("V=SPF1 -all"));
/// assert!(!is_spf("v=spf10 -all"));
/// assert!(!is_spf(" v=spf1 -all"));
/// ```
pub fn is_spf(text: &str) -> bool {
    after_version(text).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

/// Whether the record authorizes no sender: its only term is `-all`
/// ([RFC 7208, section 10.1.2](https://www.rfc-editor.org/rfc/rfc7208#section-10.1.2)).
pub fn allows_nobody(text: &str) -> bool {
    is_spf(text)
        && text
            .split(' ')
            .filter(|term| !term.is_empty())
            .skip(1)
            .map(str::to_ascii_lowercase)
            .eq(["-all"])
}

/// Whether the first `all` of the record authorizes every sender (`+all` or `all`), regardless of the other terms.
pub fn allows_everyone(text: &str) -> bool {
    let mut terms = text.split(' ').filter(|term| !term.is_empty()).skip(1);
    let all = terms.find(|term| {
        let name = term.trim_start_matches(['+', '-', '~', '?']);
        name.eq_ignore_ascii_case("all")
    });
    is_spf(text) && all.is_some_and(|all| !all.starts_with(['-', '~', '?']))
}

/// Whether a text that is not an SPF record most likely was meant as one, judging by its beginning.
pub fn resembles_spf(text: &str) -> bool {
    let head = text.trim_start().split(' ').next().unwrap_or_default();
    !is_spf(text) && (has_version(head) || begins_with_version(text))
}

/// Whether a text that is not an SPF record was clearly meant as one: it has something like a version, and terms.
pub fn was_meant_as_spf(text: &str) -> bool {
    let has_terms = || {
        let record = parse(text);
        record.version.is_some() || record.terms.iter().any(|term| term.name.is_some())
    };
    !is_spf(text) && (begins_with_version(text) || (resembles_spf(text) && has_terms()))
}

/// Parses a record. It accepts any text; what is wrong is listed in the record's problems.
///
/// # Example
///
/// ```
/// use dmarc_engine::record::spf::{Outcome, Qualifier, parse};
///
/// let record = parse("v=spf1 include:_spf.example.net ip4:192.0.2.0/24 -all");
/// assert_eq!(record.outcome, Outcome::Ok);
/// assert_eq!(record.lookup_terms(), 1);
/// assert_eq!(record.all(), Some(Qualifier::Fail));
/// ```
pub fn parse(text: &str) -> SpfRecord {
    let mut reading = Reading {
        text,
        version: None,
        terms: Vec::new(),
        problems: Vec::new(),
    };
    if let Some(end) = reading.read_version() {
        reading.read_terms(end);
        reading.read_characters();
        reading.read_all();
    }
    reading.finish()
}

/// The rest of a text or term that begins with the version.
pub(super) fn after_version(text: &str) -> Option<&str> {
    let (version, rest) = text.split_at_checked(VERSION.len())?;
    version.eq_ignore_ascii_case(VERSION).then_some(rest)
}

/// Whether a text's first word was meant as a version.
fn has_version(word: &str) -> bool {
    word.to_ascii_lowercase().contains("spf")
}

/// Whether a record may contain this character.
pub(super) const fn is_printable(c: char) -> bool {
    matches!(c, ' '..='~')
}

/// A record while it is parsed.
pub(super) struct Reading<'a> {
    pub(super) text: &'a str,
    version: Option<Span>,
    pub(super) terms: Vec<Term>,
    problems: Vec<Problem>,
}

impl Reading<'_> {
    /// Checks how the text begins. Returns where the terms start if the text was meant as a record.
    fn read_version(&mut self) -> Option<usize> {
        let rest = self.text.trim_start();
        let start = self.text.len() - rest.len();
        let length = rest.find(' ').unwrap_or(rest.len());
        let head = Span::new(start, start + length);
        let word = head.of(self.text);
        if start > 0 && !rest.is_empty() {
            self.add(ProblemKind::LeadingBlank, Span::new(0, start));
        }
        let Some(behind) = after_version(word) else {
            let is_version = ["v=spf", "spf2.0"].iter().any(|begin| {
                let found = word.get(..begin.len());
                found.is_some_and(|found| found.eq_ignore_ascii_case(begin))
            });
            let kind = if is_version {
                ProblemKind::VersionOther
            } else {
                ProblemKind::VersionMissing
            };
            self.add(kind, head);
            return has_version(word).then_some(head.end);
        };
        let version = Span::new(start, start + VERSION.len());
        if behind.starts_with(|c: char| c.is_ascii_digit()) {
            self.add(ProblemKind::VersionOther, head);
        } else if !behind.is_empty() {
            self.add(ProblemKind::VersionRunOn, Span::new(version.end, head.end));
        }
        if version.of(self.text) != VERSION {
            self.add(ProblemKind::Capitals, version);
        }
        self.version = Some(version);
        Some(head.end)
    }

    /// Reads the terms from `start` on, and checks the blanks around them.
    fn read_terms(&mut self, start: usize) {
        let mut at = start;
        while let Some(rest) = self.text.get(at..).filter(|rest| !rest.is_empty()) {
            let blanks = rest.len() - rest.trim_start_matches(' ').len();
            let blank = Span::new(at, at + blanks);
            let term = rest.trim_start_matches(' ');
            let length = term.find(' ').unwrap_or(term.len());
            if length == 0 {
                self.add(ProblemKind::TrailingBlank, blank);
            } else {
                if blanks > 1 {
                    self.add(ProblemKind::SeveralBlanks, blank);
                }
                self.read_term(Span::new(blank.end, blank.end + length));
            }
            at = blank.end + length;
        }
    }

    /// Reports characters that the grammar does not allow.
    fn read_characters(&mut self) {
        let begin = self.version.map_or(0, |version| version.start);
        for (start, c) in self.text.char_indices().filter(|(at, _)| *at >= begin) {
            if !is_printable(c) {
                self.add(
                    ProblemKind::BadCharacter(c),
                    Span::new(start, start + c.len_utf8()),
                );
            }
        }
    }

    /// Reports terms that have no effect because of an `all`.
    fn read_all(&mut self) {
        let is_all = |term: &Term| matches!(term.content, Content::Mechanism(Mechanism::All));
        let Some(all) = self.terms.iter().position(is_all) else {
            return;
        };
        for (index, term) in self.terms.iter().enumerate() {
            let kind = match &term.content {
                Content::Mechanism(_) if index > all => ProblemKind::AfterAll,
                Content::Modifier(Modifier::Redirect(_)) => ProblemKind::RedirectBesideAll,
                _ => continue,
            };
            let span = term.span;
            self.problems.push(Problem { kind, span });
        }
    }

    pub(super) fn add(&mut self, kind: ProblemKind, span: Span) {
        self.problems.push(Problem { kind, span });
    }

    /// Sorts the problems and determines the outcome.
    fn finish(mut self) -> SpfRecord {
        order::sort_by_key(&mut self.problems, |problem| problem.span);
        let mut record = SpfRecord {
            text: self.text.to_owned(),
            outcome: Outcome::Ok,
            version: self.version,
            terms: self.terms,
            problems: self.problems,
        };
        if !is_spf(self.text) {
            record.outcome = Outcome::Ignored;
        } else if record.fatal_problem().is_some() {
            record.outcome = Outcome::PermError;
        }
        record
    }
}

#[cfg(test)]
mod tests {
    use super::super::{DomainProblem, LengthProblem, MacroProblem, NetworkProblem, TermName};
    use super::*;

    #[track_caller]
    fn problems(text: &str, expected: &[(ProblemKind, &str)]) {
        let record = parse(text);
        let found: Vec<_> = record
            .problems
            .iter()
            .map(|p| (p.kind.clone(), p.span.of(text)))
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn only_a_lone_fail_for_all_allows_nobody() {
        assert!(allows_nobody("v=spf1 -all"));
        assert!(allows_nobody("V=SPF1  -ALL "));
        assert!(!allows_nobody("v=spf1 ~all"));
        assert!(!allows_nobody("v=spf1 mx -all"));
        assert!(!allows_nobody("v=spf10 -all"));
        assert!(!allows_nobody("v=spf1"));
    }

    #[test]
    fn every_term_of_the_standard() {
        let text = "v=spf1 +include:a.example a a:b.example/24//64 mx mx/28 ?ptr ptr:c.example ip4:192.0.2.0/24 \
                    ip6:2001:db8::/32 exists:%{i}._spf.d.example exp=e.example x-y_z.1=%{l}/: ~redirect.x=y";
        let text = text.replace("~redirect.x=y", "redirect=f.example");
        let record = parse(&text);
        assert_eq!(record.outcome, Outcome::Ok);
        assert_eq!(record.terms.len(), 13);
        assert_eq!(record.lookup_terms(), 9);
        assert_eq!((record.all(), record.all_index()), (None, None));
        let (index, redirect) = record.effective_redirect().unwrap();
        assert_eq!((index, redirect.span.of(&text)), (12, "f.example"));
        let values: Vec<_> = record
            .terms
            .iter()
            .map(|term| term.value_span.map_or("-", |value| value.of(&text)))
            .collect();
        assert_eq!(
            values[..5],
            ["a.example", "-", "b.example/24//64", "-", "/28"]
        );
        problems(
            &text,
            &[(ProblemKind::UnknownModifier(None), "x-y_z.1=%{l}/:")],
        );
    }

    #[test]
    fn how_a_text_fails_to_be_a_record() {
        problems(" v=spf1 -all", &[(ProblemKind::LeadingBlank, " ")]);
        problems("v=spf1; -all", &[(ProblemKind::VersionRunOn, ";")]);
        problems("v=spf10 -all", &[(ProblemKind::VersionOther, "v=spf10")]);
        problems(
            "spf2.0/pra -all",
            &[(ProblemKind::VersionOther, "spf2.0/pra")],
        );
        problems("hello all", &[(ProblemKind::VersionMissing, "hello")]);
        problems("", &[(ProblemKind::VersionMissing, "")]);
        for text in ["v=spf1;", " v=spf1", "v=spf2", "hello", ""] {
            assert_eq!(parse(text).outcome, Outcome::Ignored, "{text}");
        }
        assert!(resembles_spf("\"v=spf1 -all\"") && resembles_spf("v=spf1\u{a0}a -all"));
        assert!(!resembles_spf("v=spf1 -all") && !resembles_spf("v=DMARC1; p=none"));
    }

    #[test]
    fn what_breaks_a_record() {
        use ProblemKind as P;
        for (term, kind, at) in [
            (
                "ip:192.0.2.1",
                P::UnknownMechanism(Some(TermName::Ip4)),
                "ip:192.0.2.1",
            ),
            (
                "includes:a.example",
                P::UnknownMechanism(Some(TermName::Include)),
                "includes:a.example",
            ),
            (
                "192.0.2.0/24",
                P::UnknownMechanism(Some(TermName::Ip4)),
                "192.0.2.0/24",
            ),
            ("1up=x", P::UnknownMechanism(None), "1up=x"),
            (
                "-redirect=a.example",
                P::QualifierBeforeModifier,
                "-redirect=a.example",
            ),
            (
                "redirect:a.example",
                P::ColonInModifier(TermName::Redirect),
                "redirect:a.example",
            ),
            ("include:", P::MissingValue(TermName::Include), "include:"),
            ("include", P::MissingValue(TermName::Include), "include"),
            ("exp=", P::MissingValue(TermName::Explanation), "exp="),
            ("a:/24", P::MissingValue(TermName::A), "a:/24"),
            ("ip4:", P::MissingValue(TermName::Ip4), "ip4:"),
            ("-all:x", P::UnexpectedValue(TermName::All), "x"),
            ("-all/8", P::UnexpectedValue(TermName::All), "/8"),
            (
                "a:localhost",
                P::Domain(TermName::A, DomainProblem::SingleLabel),
                "localhost",
            ),
            (
                "a:192.0.2.1/24",
                P::Domain(TermName::A, DomainProblem::IpAddress),
                "192.0.2.1",
            ),
            (
                "exists:%{z}.a.example",
                P::Macro(MacroProblem::UnknownLetter),
                "%{z}",
            ),
            ("x=%{d", P::Macro(MacroProblem::Unclosed), "%{d"),
            (
                "ip4:2001:db8::",
                P::Network(TermName::Ip4, NetworkProblem::OtherFamily),
                "2001:db8::",
            ),
            (
                "ip4:192.0.2.0/33",
                P::Length(TermName::Ip4, LengthProblem::TooLong(32)),
                "/33",
            ),
            (
                "mx//",
                P::Length(TermName::Mx, LengthProblem::NotANumber),
                "//",
            ),
            (
                "include:a.example/24",
                P::Length(TermName::Include, LengthProblem::Misplaced),
                "/24",
            ),
            (
                "ptr/24",
                P::Length(TermName::Ptr, LengthProblem::Misplaced),
                "/24",
            ),
            ("mx\tip4:192.0.2.1", P::BadCharacter('\t'), "\t"),
            ("~all\u{a0}", P::BadCharacter('\u{a0}'), "\u{a0}"),
        ] {
            let text = format!("v=spf1 {term} ?all");
            let record = parse(&text);
            let found = record
                .fatal_problem()
                .map(|p| (p.kind.clone(), p.span.of(&text)));
            assert_eq!(found, Some((kind, at)), "{text}");
            assert_eq!(record.outcome, Outcome::PermError, "{text}");
            assert_eq!(record.terms.len(), 2, "{text}");
        }
    }

    #[test]
    fn what_is_odd_but_harmless() {
        problems(
            "V=SPF1  Include:a.example ip4=192.0.2.1 ~all mx v=spf1 redirect=b.example ",
            &[
                (ProblemKind::Capitals, "V=SPF1"),
                (ProblemKind::SeveralBlanks, "  "),
                (ProblemKind::Capitals, "Include"),
                (
                    ProblemKind::UnknownModifier(Some(TermName::Ip4)),
                    "ip4=192.0.2.1",
                ),
                (ProblemKind::AfterAll, "mx"),
                (ProblemKind::SecondVersion, "v=spf1"),
                (ProblemKind::RedirectBesideAll, "redirect=b.example"),
                (ProblemKind::TrailingBlank, " "),
            ],
        );
        let record = parse("V=SPF1 ~all mx redirect=b.example");
        assert_eq!(record.outcome, Outcome::Ok);
        assert_eq!(record.lookup_terms(), 2);
        assert_eq!(record.effective_mechanisms().count(), 1);
        assert!(record.redirect().is_some() && record.effective_redirect().is_none());
    }

    #[test]
    fn modifiers_of_the_standard_appear_once() {
        problems(
            "v=spf1 redirect=a.example redirect=b.example",
            &[(
                ProblemKind::Duplicate(TermName::Redirect),
                "redirect=b.example",
            )],
        );
        problems(
            "v=spf1 exp=a.example -all exp=b.example",
            &[(
                ProblemKind::Duplicate(TermName::Explanation),
                "exp=b.example",
            )],
        );
    }
}
