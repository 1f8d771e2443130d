//! What DKIM, BIMI, MTA-STS and TLS-RPT records share: a tag list that begins with a version.
//!
//! DMARC has a parser of its own, because receivers are more lenient there.

use super::seen::SeenTexts;
use super::tag_list::elements_between;
use super::text::{is_fws, is_wsp};
use super::{Element, Span};

/// The tags that one kind of record defines.
pub trait TagNames: Copy + Eq + 'static {
    /// `v`, the version tag.
    const VERSION: Self;

    /// All tags of this kind of record.
    const ALL: &'static [Self];

    /// The tag as it is written; case matters.
    fn as_str(self) -> &'static str;
}

/// A `name=value` pair of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tag<N> {
    /// The tag; `None` for one that the standard does not define, which is ignored.
    pub name: Option<N>,
    /// Name, `=` and value, without surrounding blanks.
    pub span: Span,
    /// The place of the name.
    pub name_span: Span,
    /// The place of the value.
    pub value_span: Span,
    /// Whether an earlier tag has the same name.
    pub is_duplicate: bool,
}

/// A problem in the text of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Problem<K> {
    /// What is wrong.
    pub kind: K,
    /// The place of the problem.
    pub span: Span,
}

/// Whether BIMI, MTA-STS or TLS-RPT readers accept a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RecordOutcome {
    /// The record is valid.
    Ok,
    /// Readers must act as if there were no record.
    Invalid,
}

impl RecordOutcome {
    /// The name used in exports.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Invalid => "invalid",
        }
    }

    pub(super) const fn new(is_invalid: bool) -> Self {
        if is_invalid { Self::Invalid } else { Self::Ok }
    }
}

/// What can be wrong with any tag list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListProblem {
    /// Blanks before the version.
    LeadingBlank,
    /// The required version is missing.
    VersionMissing,
    /// The version is not the first tag.
    VersionNotFirst,
    /// The version in the wrong case, such as `dkim1`.
    VersionCase,
    /// Another version.
    VersionValue,
    /// An empty element between two semicolons.
    EmptyElement,
    /// An element without `=`.
    MissingEquals,
    /// A tag name that the grammar does not allow.
    BadTagName,
    /// A tag that the standard does not define.
    UnknownTag,
    /// A tag of the standard in the wrong case.
    TagNameCase,
    /// A later tag of a name that already appeared.
    DuplicateTag,
    /// Blanks around `=`, where the grammar allows none.
    BlanksAroundEquals,
    /// A character that the grammar does not allow.
    BadCharacter(char),
}

/// The syntax of a tag list.
#[derive(Debug, Clone, Copy)]
pub(super) struct Grammar {
    /// The required value of `v`.
    version: &'static str,
    /// Whether `v` is required.
    needs_version: bool,
    /// Whether the list follows DKIM; otherwise it follows MTA-STS.
    is_dkim_list: bool,
    /// Whether a value may contain this blank.
    is_inner_blank: fn(char) -> bool,
}

impl Grammar {
    /// The list syntax of DKIM, shared by BIMI: folding white space anywhere, no tag twice
    /// ([RFC 6376, section 3.2](https://www.rfc-editor.org/rfc/rfc6376#section-3.2)).
    pub(super) const fn dkim(version: &'static str, needs_version: bool) -> Self {
        Self {
            version,
            needs_version,
            is_dkim_list: true,
            is_inner_blank: is_fws,
        }
    }

    /// The list syntax of MTA-STS: blanks only around semicolons, and no rule about duplicate tags
    /// ([RFC 8461, section 3.1](https://www.rfc-editor.org/rfc/rfc8461#section-3.1)).
    pub(super) const fn mta_sts(version: &'static str) -> Self {
        Self {
            version,
            needs_version: true,
            is_dkim_list: false,
            is_inner_blank: |_| false,
        }
    }

    /// The list syntax of TLS-RPT: that of MTA-STS, with blanks in values as well, because they may surround commas
    /// ([RFC 8460, section 3](https://www.rfc-editor.org/rfc/rfc8460#section-3)).
    pub(super) const fn tls_rpt(version: &'static str) -> Self {
        Self {
            is_inner_blank: is_wsp,
            ..Self::mta_sts(version)
        }
    }

    /// The blanks allowed around elements.
    const fn blank(self) -> fn(char) -> bool {
        if self.is_dkim_list { is_fws } else { is_wsp }
    }

    /// Whether the grammar allows this tag name.
    fn is_name(self, name: &str) -> bool {
        let (starts, others, longest): (fn(&char) -> bool, &str, usize) = if self.is_dkim_list {
            (char::is_ascii_alphabetic, "_", usize::MAX)
        } else {
            (char::is_ascii_alphanumeric, "_-.", 32)
        };
        name.len() <= longest
            && name.chars().next().is_some_and(|c| starts(&c))
            && name
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || others.contains(c))
    }

    /// Whether the grammar allows this character in a value.
    fn takes(self, c: char) -> bool {
        c.is_ascii_graphic() || (self.is_inner_blank)(c)
    }

    /// Whether this problem makes the list invalid.
    const fn forbids(self, problem: ListProblem) -> bool {
        match problem {
            ListProblem::UnknownTag | ListProblem::TagNameCase => false,
            ListProblem::DuplicateTag => self.is_dkim_list,
            _ => true,
        }
    }
}

/// A parsed tag list.
pub(super) struct TagList<N> {
    pub(super) tags: Vec<Tag<N>>,
    /// What is wrong with the list, in no particular order.
    pub(super) problems: Vec<Problem<ListProblem>>,
    /// Whether a problem makes the list invalid.
    pub(super) is_broken: bool,
}

impl<N: TagNames> TagList<N> {
    /// Whether the text begins with the version, which makes it count as a record.
    pub(super) fn has_version(text: &str, grammar: Grammar) -> bool {
        let first = text.split(';').next().unwrap_or_default();
        let list = Self::read(first, grammar);
        !list.is_broken && list.tag(N::VERSION).is_some()
    }

    /// Parses a list.
    pub(super) fn read(text: &str, grammar: Grammar) -> Self {
        let names: Vec<_> = N::ALL.iter().map(|name| name.as_str()).collect();
        let list = TagList::read_by(text, grammar, &names, N::VERSION.as_str());
        let tags = list.tags.into_iter().map(|tag| Tag {
            name: N::ALL
                .iter()
                .copied()
                .find(|name| Some(name.as_str()) == tag.name),
            span: tag.span,
            name_span: tag.name_span,
            value_span: tag.value_span,
            is_duplicate: tag.is_duplicate,
        });
        Self {
            tags: tags.collect(),
            problems: list.problems,
            is_broken: list.is_broken,
        }
    }

    /// The first tag with this name.
    pub(super) fn tag(&self, name: N) -> Option<&Tag<N>> {
        self.tags.iter().find(|tag| tag.name == Some(name))
    }

    /// The problems of the list, wrapped as problems of a record.
    pub(super) fn problems_as<K>(&self, kind: fn(ListProblem) -> K) -> Vec<Problem<K>> {
        let problems = self.problems.iter().map(|problem| Problem {
            kind: kind(problem.kind),
            span: problem.span,
        });
        problems.collect()
    }
}

/// The parser itself. It identifies tags by name instead of by type, so that it is compiled once for all kinds of
/// records.
impl TagList<&'static str> {
    /// Parses a list that may have tags with these names.
    fn read_by(
        text: &str,
        grammar: Grammar,
        names: &[&'static str],
        version: &'static str,
    ) -> Self {
        let mut list = Self {
            tags: Vec::new(),
            problems: Vec::new(),
            is_broken: false,
        };
        list.read_elements(text, grammar, names);
        list.read_version(text, grammar, version);
        list.is_broken = list
            .problems
            .iter()
            .any(|problem| grammar.forbids(problem.kind));
        list
    }

    /// Reads every element.
    fn read_elements(&mut self, text: &str, grammar: Grammar, names: &[&'static str]) {
        let mut seen = SeenTexts::default();
        for part in elements_between(text, grammar.blank()) {
            let Element {
                span,
                name: name_span,
                value,
            } = part;
            let Some(value_span) = value else {
                let kind = if span.is_empty() {
                    ListProblem::EmptyElement
                } else {
                    ListProblem::MissingEquals
                };
                self.add(kind, span);
                continue;
            };
            if !grammar.is_dkim_list && has_blanks_around_equals(&part) {
                self.add(ListProblem::BlanksAroundEquals, span);
            }
            let written = name_span.of(text);
            let name = names.iter().copied().find(|name| *name == written);
            let is_duplicate = !seen.is_new(written);
            if is_duplicate {
                self.add(ListProblem::DuplicateTag, span);
            }
            if name.is_none() {
                self.read_strange_name(written, name_span, span, grammar, names);
            }
            for (at, c) in value_span.of(text).char_indices() {
                if !grammar.takes(c) {
                    let start = value_span.start + at;
                    let span = Span::new(start, start + c.len_utf8());
                    self.add(ListProblem::BadCharacter(c), span);
                }
            }
            self.tags.push(Tag {
                name,
                span,
                name_span,
                value_span,
                is_duplicate,
            });
        }
    }

    /// Reports a tag name that the standard does not define.
    fn read_strange_name(
        &mut self,
        written: &str,
        name_span: Span,
        span: Span,
        grammar: Grammar,
        names: &[&'static str],
    ) {
        if written.is_empty() {
            self.add(ListProblem::BadTagName, span);
        } else if !grammar.is_name(written) {
            self.add(ListProblem::BadTagName, name_span);
        } else if names.iter().any(|name| name.eq_ignore_ascii_case(written)) {
            self.add(ListProblem::TagNameCase, name_span);
        } else {
            self.add(ListProblem::UnknownTag, name_span);
        }
    }

    /// Checks the version and how the text begins.
    fn read_version(&mut self, text: &str, grammar: Grammar, version: &'static str) {
        let lead = text.len() - text.trim_start_matches(grammar.blank()).len();
        if lead > 0 && lead < text.len() && grammar.needs_version {
            self.add(ListProblem::LeadingBlank, Span::new(0, lead));
        }
        let Some(&tag) = self.tags.iter().find(|tag| tag.name == Some(version)) else {
            if grammar.needs_version {
                self.add(ListProblem::VersionMissing, Span::new(0, 0));
            }
            return;
        };
        let is_first = elements_between(text, grammar.blank())
            .next()
            .is_some_and(|first| first.span.end >= tag.span.end);
        if !is_first {
            self.add(ListProblem::VersionNotFirst, tag.span);
        }
        let written = tag.value_span.of(text);
        let span = if tag.value_span.is_empty() {
            tag.span
        } else {
            tag.value_span
        };
        if written == grammar.version {
        } else if written.eq_ignore_ascii_case(grammar.version) {
            self.add(ListProblem::VersionCase, span);
        } else {
            self.add(ListProblem::VersionValue, span);
        }
    }

    fn add(&mut self, kind: ListProblem, span: Span) {
        self.problems.push(Problem { kind, span });
    }
}

/// Whether there are blanks before or after the `=`.
const fn has_blanks_around_equals(element: &Element) -> bool {
    match element.value {
        Some(value) => value.start > element.name.end + 1,
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A set of two tags for the tests.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    enum Name {
        /// `v`.
        Version,
        /// `id`.
        Id,
    }

    impl TagNames for Name {
        const VERSION: Self = Self::Version;
        const ALL: &'static [Self] = &[Self::Version, Self::Id];

        fn as_str(self) -> &'static str {
            match self {
                Self::Version => "v",
                Self::Id => "id",
            }
        }
    }

    #[track_caller]
    fn finds(grammar: Grammar, text: &str, is_broken: bool, expected: &[(ListProblem, &str)]) {
        let list = TagList::<Name>::read(text, grammar);
        let found: Vec<_> = list
            .problems
            .iter()
            .map(|problem| (problem.kind, problem.span.of(text)))
            .collect();
        assert_eq!(found, expected, "{text}");
        assert_eq!(list.is_broken, is_broken, "{text}");
    }

    #[test]
    fn lists_as_dkim_has_them() {
        let dkim = Grammar::dkim("X1", false);
        finds(dkim, "v=X1; id=a b\r\n c;\r\n", false, &[]);
        finds(dkim, "\r\n v = X1 ;\r\n id =", false, &[]);
        finds(dkim, "id=1", false, &[]);
        finds(
            dkim,
            "id=1; v=X1",
            true,
            &[(ListProblem::VersionNotFirst, "v=X1")],
        );
        finds(dkim, "v=x1", true, &[(ListProblem::VersionCase, "x1")]);
        finds(dkim, "v=", true, &[(ListProblem::VersionValue, "v=")]);
        finds(
            dkim,
            "v=X1;; id; 1=1; x=1; ID=2; x=ü",
            true,
            &[
                (ListProblem::EmptyElement, ""),
                (ListProblem::MissingEquals, "id"),
                (ListProblem::BadTagName, "1"),
                (ListProblem::UnknownTag, "x"),
                (ListProblem::TagNameCase, "ID"),
                (ListProblem::DuplicateTag, "x=ü"),
                (ListProblem::UnknownTag, "x"),
                (ListProblem::BadCharacter('ü'), "ü"),
            ],
        );
    }

    #[test]
    fn name_and_value_are_in_their_tag() {
        let text = "v=X1;\r\n = 1; id=\r\n; \r\n =\r\n ;\r\n";
        let list = TagList::<Name>::read(text, Grammar::dkim("X1", false));
        let parts: Vec<_> = list
            .tags
            .iter()
            .map(|tag| [tag.span, tag.name_span, tag.value_span])
            .collect();
        assert_eq!(
            parts[1..],
            [
                [Span::new(8, 11), Span::new(8, 8), Span::new(10, 11)],
                [Span::new(13, 16), Span::new(13, 15), Span::new(16, 16)],
                [Span::new(23, 24), Span::new(23, 23), Span::new(24, 24)],
            ]
        );
    }

    #[test]
    fn lists_as_mta_sts_has_them() {
        let strict = Grammar::mta_sts("X1");
        finds(
            strict,
            "v=X1; 1.x=2\t;id=1 ;",
            false,
            &[(ListProblem::UnknownTag, "1.x")],
        );
        finds(
            strict,
            " v=X1; id=1",
            true,
            &[(ListProblem::LeadingBlank, " ")],
        );
        finds(strict, "id=1", true, &[(ListProblem::VersionMissing, "")]);
        finds(
            strict,
            "v=X1; id =1",
            true,
            &[(ListProblem::BlanksAroundEquals, "id =1")],
        );
        finds(
            strict,
            "v=X1; id=1 2",
            true,
            &[(ListProblem::BadCharacter(' '), " ")],
        );
        finds(
            strict,
            "v=X1; id=1; id=2",
            false,
            &[(ListProblem::DuplicateTag, "id=2")],
        );
    }

    #[test]
    fn how_a_record_is_recognized() {
        let has = |text, grammar| TagList::<Name>::has_version(text, grammar);
        let (dkim, strict) = (Grammar::dkim("X1", true), Grammar::mta_sts("X1"));
        assert!(has("v = X1;;x", dkim) && !has("v = X1;", strict));
        assert!(has("v=X1; x", strict) && has("v=X1", strict));
        for text in [" v=X1", "v=X12", "v=x1", "id=1; v=X1", ""] {
            assert!(!has(text, dkim) && !has(text, strict), "{text}");
        }
    }

    #[test]
    fn nothing_is_a_list_without_a_version() {
        finds(Grammar::dkim("X1", false), "", false, &[]);
        finds(
            Grammar::mta_sts("X1"),
            "",
            true,
            &[(ListProblem::VersionMissing, "")],
        );
    }
}
