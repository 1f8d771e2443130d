//! [`parse`]: parses the text of a record into a [`DmarcRecord`].

use super::tag::{VERSION, percentage, yes_or_no};
use super::{
    Alignment, DmarcRecord, Effective, FailureOption, Origin, Outcome, Policy, Problem,
    ProblemKind, Psd, ReportUri, Tag, TagName, Value, uri,
};
use crate::record::{Element, Span, elements};

/// Whether a receiver takes the text for a DMARC record: it begins with `v=DMARC1`, with optional blanks around `=`,
/// followed by a semicolon or nothing. Receivers discard everything else
/// ([RFC 9989, section 4.10](https://www.rfc-editor.org/rfc/rfc9989#section-4.10)).
///
/// # Example
///
/// ```
/// use dmarc_engine::record::dmarc::is_dmarc;
///
/// assert!(is_dmarc("v = DMARC1; p=none"));
/// assert!(!is_dmarc(" v=DMARC1; p=none"));
/// assert!(!is_dmarc("v=dmarc1; p=none"));
/// ```
pub fn is_dmarc(text: &str) -> bool {
    let first = elements(text).next();
    first.is_some_and(|first| first.span.start == 0 && is_version(text, &first))
}

/// Whether a text that is not a DMARC record was most likely meant as one.
pub fn resembles_dmarc(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    if is_dmarc(text) || lower.trim_start().starts_with("v=spf1") {
        return false;
    }
    let has_tag = |name: &str| {
        elements(&lower).any(|e| e.value.is_some() && e.name.of(&lower).ends_with(name))
    };
    lower.contains("dmarc1") || (has_tag("p") && (has_tag("rua") || has_tag("v")))
}

/// Whether the element is `v=DMARC1`.
fn is_version(text: &str, element: &Element) -> bool {
    element.name.of(text).eq_ignore_ascii_case("v")
        && element.value.is_some_and(|value| value.of(text) == VERSION)
}

/// Parses a record. It accepts any text; what is wrong is listed in the record's problems.
///
/// If a tag appears more than once, the last one applies here, as it does in most receivers' software.
/// [RFC 6376, section 3.2](https://www.rfc-editor.org/rfc/rfc6376#section-3.2), which defines DMARC's tag lists, calls
/// the whole list invalid.
///
/// # Example
///
/// ```
/// use dmarc_engine::record::dmarc::{Origin, Policy, TagName, parse};
///
/// let record = parse("v=DMARC1; p=reject; rua=mailto:dmarc@example.com");
/// assert_eq!(record.policy.value, Policy::Reject);
/// assert_eq!(record.subdomain_policy.origin, Origin::Inherited(TagName::Policy));
/// assert!(record.problems.is_empty());
/// ```
pub fn parse(text: &str) -> DmarcRecord {
    let mut reading = Reading {
        text,
        tags: Vec::new(),
        problems: Vec::new(),
    };
    reading.read_version();
    reading.read_elements();
    reading.read_characters();
    reading.finish()
}

/// A record while it is parsed.
struct Reading<'a> {
    text: &'a str,
    tags: Vec<Tag>,
    problems: Vec<Problem>,
}

impl Reading<'_> {
    /// Checks how the text begins.
    fn read_version(&mut self) {
        let lead = self.text.len() - self.text.trim_start().len();
        if lead > 0 && lead < self.text.len() {
            self.add(ProblemKind::LeadingBlank, Span::new(0, lead));
        }
        let first = elements(self.text).next();
        let version = first.filter(|first| {
            first
                .name
                .of(self.text)
                .trim_start()
                .eq_ignore_ascii_case("v")
                && first.value.is_some()
        });
        let Some((element, value)) = version.and_then(|e| Some((e, e.value?))) else {
            let span = first.map_or(Span::new(0, 0), |first| first.span);
            self.add(ProblemKind::VersionNotFirst, span);
            return;
        };
        let written = value.of(self.text);
        if written == VERSION {
            return;
        }
        let span = if value.start == value.end {
            element.span
        } else {
            value
        };
        if written.eq_ignore_ascii_case(VERSION) {
            self.add(ProblemKind::VersionCase, span);
        } else {
            self.add(ProblemKind::VersionValue, span);
        }
    }

    /// Reads every element.
    fn read_elements(&mut self) {
        for element in elements(self.text) {
            let Some(value_span) = element.value else {
                let kind = if element.is_empty() {
                    ProblemKind::EmptyElement
                } else {
                    ProblemKind::MissingEquals
                };
                self.add(kind, element.span);
                continue;
            };
            let written = element.name.of(self.text);
            let name = TagName::from_name(written);
            self.read_name(element, name);
            let value = match name {
                None => Value::Unknown,
                Some(name) if name.takes(value_span.of(self.text)) => Value::Valid,
                Some(_) => Value::Invalid,
            };
            if value_span.start == value_span.end {
                self.add(ProblemKind::EmptyValue(name), element.span);
            } else if let (Some(name), Value::Invalid) = (name, value) {
                // An invalid version and invalid URIs have problem kinds of their own.
                match name {
                    TagName::Version | TagName::AggregateReports | TagName::FailureReports => {}
                    _ => self.add(ProblemKind::InvalidValue(name), value_span),
                }
            }
            if let Some(name @ (TagName::AggregateReports | TagName::FailureReports)) = name
                && value_span.start < value_span.end
            {
                for uri in uri::parse_list(self.text, value_span) {
                    if let Some(problem) = uri.problem {
                        let span = if uri.span.start == uri.span.end {
                            value_span
                        } else {
                            uri.span
                        };
                        self.add(ProblemKind::Uri(name, problem), span);
                    }
                }
            }
            self.push(Tag {
                name,
                span: element.span,
                name_span: element.name,
                value_span,
                value,
            });
        }
    }

    /// Checks the name of an element.
    fn read_name(&mut self, element: Element, name: Option<TagName>) {
        let written = element.name.of(self.text);
        match name {
            None if written.is_empty() || !written.bytes().all(|b| b.is_ascii_alphabetic()) => {
                self.add(
                    ProblemKind::BadTagName,
                    if written.is_empty() {
                        element.span
                    } else {
                        element.name
                    },
                );
            }
            None => self.add(ProblemKind::UnknownTag, element.name),
            Some(name) => {
                if name.is_historic() {
                    self.add(ProblemKind::HistoricTag(name), element.span);
                }
                if written != name.as_str() {
                    self.add(ProblemKind::TagNameCase(name), element.name);
                }
            }
        }
    }

    /// Adds a tag, which overrides an earlier one with the same name.
    fn push(&mut self, tag: Tag) {
        if let Some(name) = tag.name {
            // Only the last one with this name can still apply, so the search ends there. A text may have thousands of
            // tags.
            let before = self
                .tags
                .iter_mut()
                .rev()
                .find(|earlier| earlier.name == Some(name));
            if let Some(earlier) = before {
                earlier.value = Value::Overridden;
                self.add(ProblemKind::DuplicateTag(name), tag.span);
            }
        }
        self.tags.push(tag);
    }

    /// Reports characters that the grammar does not allow.
    fn read_characters(&mut self) {
        let mut others = std::mem::take(&mut self.problems).into_iter().peekable();
        for (start, c) in self.text.char_indices() {
            if !matches!(c, ' '..='~' | '\t') {
                let span = Span::new(start, start + c.len_utf8());
                while let Some(before) = others.next_if(|other| other.span <= span) {
                    self.problems.push(before);
                }
                self.problems.push(Problem {
                    kind: ProblemKind::BadCharacter(c),
                    span,
                });
            }
        }
        self.problems.extend(others);
    }

    /// Adds a problem, keeping the list sorted by position. Problems arrive nearly sorted, so the search backwards is
    /// short.
    fn add(&mut self, kind: ProblemKind, span: Span) {
        let before = self
            .problems
            .iter()
            .rev()
            .take_while(|other| other.span > span)
            .count();
        let place = self.problems.len().saturating_sub(before);
        self.problems.insert(place, Problem { kind, span });
    }

    /// Determines the values that apply.
    fn finish(self) -> DmarcRecord {
        let policy = self
            .effective(TagName::Policy, Policy::from_value)
            .unwrap_or(Effective {
                value: Policy::None,
                origin: Origin::Default,
            });
        let subdomain_policy = self
            .effective(TagName::SubdomainPolicy, Policy::from_value)
            .unwrap_or_else(|| inherited(&policy, TagName::Policy));
        let nonexistent_policy = self
            .effective(TagName::NonexistentPolicy, Policy::from_value)
            .unwrap_or_else(|| match subdomain_policy.origin {
                Origin::Declared => inherited(&subdomain_policy, TagName::SubdomainPolicy),
                _ => inherited(&policy, TagName::Policy),
            });
        let aggregate_reports = self.uris(TagName::AggregateReports);
        DmarcRecord {
            outcome: self.outcome(&aggregate_reports),
            policy,
            subdomain_policy,
            nonexistent_policy,
            dkim_alignment: self.or_default(
                TagName::DkimAlignment,
                Alignment::from_value,
                Alignment::Relaxed,
            ),
            spf_alignment: self.or_default(
                TagName::SpfAlignment,
                Alignment::from_value,
                Alignment::Relaxed,
            ),
            failure_options: self.or_default(
                TagName::FailureOptions,
                FailureOption::list_from_value,
                vec![FailureOption::All],
            ),
            is_testing: self.or_default(TagName::Testing, yes_or_no, false),
            psd: self.or_default(TagName::PublicSuffixDomain, Psd::from_value, Psd::Unknown),
            percentage: self.or_default(TagName::Percentage, percentage, 100),
            failure_reports: self.uris(TagName::FailureReports),
            aggregate_reports,
            text: self.text.to_owned(),
            tags: self.tags,
            problems: self.problems,
        }
    }

    /// How an RFC 9989 receiver treats the record. If `p` is missing or invalid, or `sp` or `np` is invalid, the record
    /// counts as `p=none` if reports can be sent, and as no record if they can't
    /// ([section 4.10.1](https://www.rfc-editor.org/rfc/rfc9989#section-4.10.1)).
    fn outcome(&self, aggregate_reports: &[ReportUri]) -> Outcome {
        let is_invalid = |name| {
            self.last(name)
                .is_some_and(|tag| tag.value == Value::Invalid)
        };
        let has_policy = self
            .last(TagName::Policy)
            .is_some_and(|tag| tag.value == Value::Valid);
        if !is_dmarc(self.text) {
            Outcome::Ignored
        } else if has_policy
            && !is_invalid(TagName::SubdomainPolicy)
            && !is_invalid(TagName::NonexistentPolicy)
        {
            Outcome::Policy
        } else if aggregate_reports.iter().any(ReportUri::is_valid) {
            Outcome::Monitoring
        } else {
            Outcome::Ignored
        }
    }

    /// The last tag with this name.
    fn last(&self, name: TagName) -> Option<&Tag> {
        self.tags.iter().rev().find(|tag| tag.name == Some(name))
    }

    /// The declared value, if it is valid.
    fn effective<T>(
        &self,
        name: TagName,
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<Effective<T>> {
        let value = read(self.last(name)?.value_span.of(self.text))?;
        Some(Effective {
            value,
            origin: Origin::Declared,
        })
    }

    /// The declared value if it is valid, otherwise the default.
    fn or_default<T>(
        &self,
        name: TagName,
        read: impl Fn(&str) -> Option<T>,
        value: T,
    ) -> Effective<T> {
        self.effective(name, read).unwrap_or(Effective {
            value,
            origin: Origin::Default,
        })
    }

    fn uris(&self, name: TagName) -> Vec<ReportUri> {
        self.last(name)
            .filter(|tag| tag.value_span.start < tag.value_span.end)
            .map_or_else(Vec::new, |tag| uri::parse_list(self.text, tag.value_span))
    }
}

/// A value inherited from another tag.
fn inherited(from: &Effective<Policy>, name: TagName) -> Effective<Policy> {
    let origin = match from.origin {
        Origin::Default => Origin::Default,
        _ => Origin::Inherited(name),
    };
    Effective {
        value: from.value,
        origin,
    }
}

#[cfg(test)]
mod tests {
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

    #[track_caller]
    fn reads_as(text: &str, outcome: Outcome, policies: [Policy; 3]) {
        let record = parse(text);
        assert_eq!(record.outcome, outcome, "{text}");
        let found = [
            record.policy.value,
            record.subdomain_policy.value,
            record.nonexistent_policy.value,
        ];
        assert_eq!(found, policies, "{text}");
    }

    #[test]
    fn policies_are_inherited() {
        use Policy::{None, Quarantine, Reject};
        reads_as("v=DMARC1; p=reject", Outcome::Policy, [Reject; 3]);
        reads_as(
            "v=DMARC1;p=none;sp=reject",
            Outcome::Policy,
            [None, Reject, Reject],
        );
        reads_as(
            "v=DMARC1;p=none;np=reject",
            Outcome::Policy,
            [None, None, Reject],
        );
        reads_as(
            "v=DMARC1;np=NONE;sp=Quarantine;p=reject",
            Outcome::Policy,
            [Reject, Quarantine, None],
        );
    }

    #[test]
    fn without_a_usable_policy_it_depends_on_reports() {
        use Policy::{None, Reject};
        reads_as("v=DMARC1", Outcome::Ignored, [None; 3]);
        reads_as(
            "v=DMARC1; rua=mailto:a@b.example",
            Outcome::Monitoring,
            [None; 3],
        );
        reads_as("v=DMARC1; rua=a@b.example", Outcome::Ignored, [None; 3]);
        reads_as(
            "v=DMARC1; p=reject; sp=rejct",
            Outcome::Ignored,
            [Reject; 3],
        );
        reads_as(
            "v=DMARC1; p=reject; np=; rua=mailto:a@b.example",
            Outcome::Monitoring,
            [Reject; 3],
        );
        reads_as(
            "v=dmarc1; p=reject; rua=mailto:a@b.example",
            Outcome::Ignored,
            [Reject; 3],
        );
    }

    #[test]
    fn blanks_and_capitals_that_the_grammar_allows() {
        problems("v = DMARC1\t;\tp=REJECT\t;", &[]);
        problems("v=DMARC1;p=none;", &[]);
        reads_as(
            "v = DMARC1 ; p = reject",
            Outcome::Policy,
            [Policy::Reject; 3],
        );
    }

    #[test]
    fn how_a_text_fails_to_be_a_record() {
        problems(" v=DMARC1; p=none", &[(ProblemKind::LeadingBlank, " ")]);
        problems("v=dmarc1; p=none", &[(ProblemKind::VersionCase, "dmarc1")]);
        problems("v=DMARC2; p=none", &[(ProblemKind::VersionValue, "DMARC2")]);
        problems(
            "p=none; v=DMARC1",
            &[(ProblemKind::VersionNotFirst, "p=none")],
        );
        assert!(!is_dmarc("v=DMARC12") && !is_dmarc("v=DMARC1 p=none") && is_dmarc("V=DMARC1"));
    }

    #[test]
    fn what_was_meant_as_a_record() {
        for text in [
            "v=dmarc1;p=none",
            "\"v=DMARC1; p=none\"",
            " v=DMARC1",
            "p=none; rua=mailto:a@b",
        ] {
            assert!(resembles_dmarc(text), "{text}");
        }
        for text in [
            "v=DMARC1;p=none",
            "v=spf1 -all",
            "google-site-verification=x",
            "",
        ] {
            assert!(!resembles_dmarc(text), "{text}");
        }
    }

    #[test]
    fn mistakes_have_their_place() {
        problems(
            "v=DMARC1; P=none;; sp; x1=2; foo=3; adkim=q; pct=50; np=",
            &[
                (ProblemKind::TagNameCase(TagName::Policy), "P"),
                (ProblemKind::EmptyElement, ""),
                (ProblemKind::MissingEquals, "sp"),
                (ProblemKind::BadTagName, "x1"),
                (ProblemKind::UnknownTag, "foo"),
                (ProblemKind::InvalidValue(TagName::DkimAlignment), "q"),
                (ProblemKind::HistoricTag(TagName::Percentage), "pct=50"),
                (
                    ProblemKind::EmptyValue(Some(TagName::NonexistentPolicy)),
                    "np=",
                ),
            ],
        );
        problems(
            "v=DMARC1; p=none; rua=a@b.example,mailto:c@d.example",
            &[(
                ProblemKind::Uri(
                    TagName::AggregateReports,
                    super::super::UriProblem::MissingMailto,
                ),
                "a@b.example",
            )],
        );
    }

    #[test]
    fn odd_characters_are_found_at_their_places() {
        problems(
            "v=DMARC1;\u{a0}p=none",
            &[
                (ProblemKind::BadCharacter('\u{a0}'), "\u{a0}"),
                (ProblemKind::BadTagName, "\u{a0}p"),
            ],
        );
        reads_as("v=DMARC1;\np=none", Outcome::Ignored, [Policy::None; 3]);
    }

    #[test]
    fn the_last_of_two_applies() {
        let record = parse("v=DMARC1; p=none; p=reject");
        assert_eq!(record.policy.value, Policy::Reject);
        assert_eq!(record.tags[1].value, Value::Overridden);
        problems(
            "v=DMARC1; p=none; p=reject",
            &[(ProblemKind::DuplicateTag(TagName::Policy), "p=reject")],
        );
    }
}
