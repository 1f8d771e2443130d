//! [`Causes`]: one mistake often leaves several traces in a record; only the rule about its cause reports it.

use crate::record::Span;
use crate::record::dmarc::{DmarcRecord, ProblemKind, TagName, quoting};

/// The parts of a record whose cause another rule reports: odd characters, quotation marks and backslashes, missing semicolons,
/// and a first element that was meant as the version.
pub(in super::super) struct Causes {
    /// For each byte offset, how many bytes before it belong to such parts; one entry more than there are bytes.
    marked_before: Vec<usize>,
}

impl Causes {
    /// Finds these parts in a record.
    pub(in super::super) fn of(record: &DmarcRecord) -> Self {
        let text = record.text.as_str();
        let mut marks = vec![false; text.len()];
        let mut mark = |span: Span| {
            for byte in marks.iter_mut().take(span.end).skip(span.start) {
                *byte = true;
            }
        };
        for problem in &record.problems {
            match problem.kind {
                ProblemKind::BadCharacter(_) => mark(problem.span),
                ProblemKind::VersionNotFirst if is_meant_as_version(problem.span.of(text)) => {
                    mark(problem.span);
                }
                _ => {}
            }
        }
        for span in quoting(text) {
            mark(span);
        }
        for missing in missing_semicolons(record) {
            mark(missing.span);
        }
        let mut count = 0;
        let mut marked_before = vec![0];
        marked_before.extend(marks.into_iter().map(|is_marked| {
            count += usize::from(is_marked);
            count
        }));
        Self { marked_before }
    }

    /// Whether `span` touches any of these parts.
    pub(in super::super) fn cover(&self, span: Span) -> bool {
        let count = |at: usize| self.marked_before.get(at).copied().unwrap_or_default();
        count(span.end) > count(span.start)
    }
}

/// Whether an element without `v=` was probably meant as the version.
fn is_meant_as_version(element: &str) -> bool {
    element.to_ascii_lowercase().contains("dmarc")
}

/// A tag within another tag's value, because the semicolon between them is missing.
pub(in super::super) struct MissingSemicolon {
    /// The blanks or the comma in place of the semicolon.
    pub separator: Span,
    /// The separator and the name after it.
    pub span: Span,
    /// The tag whose value runs on.
    pub inside: TagName,
    /// The tag that receivers do not see.
    pub hidden: TagName,
}

/// Returns the tags hidden in other tags' values, in order.
pub(in super::super) fn missing_semicolons(record: &DmarcRecord) -> Vec<MissingSemicolon> {
    let tags = record.tags.iter();
    tags.filter_map(|tag| Some((tag.name?, tag.value_span)))
        .flat_map(|(inside, value)| {
            let text = value.of(&record.text);
            text.match_indices('=').filter_map(move |(equals, _)| {
                let before = text.get(..equals)?.trim_end_matches([' ', '\t']);
                let rest = before.trim_end_matches(|c: char| c.is_ascii_alphabetic());
                let hidden = TagName::from_name(before.get(rest.len()..)?)?;
                let value_before = rest.trim_end_matches([' ', '\t', ',']);
                let is_separated = value_before.len() < rest.len() && !value_before.is_empty();
                let at = |offset| value.start + offset;
                is_separated.then(|| MissingSemicolon {
                    separator: Span::new(at(value_before.len()), at(rest.len())),
                    span: Span::new(at(value_before.len()), at(before.len())),
                    inside,
                    hidden,
                })
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::judge_record;
    use crate::record::dmarc::parse;

    #[track_caller]
    fn missing(text: &str, expected: &[&str]) {
        let found: Vec<_> = missing_semicolons(&parse(text))
            .iter()
            .map(|missing| missing.span.of(text).to_owned())
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn tags_inside_values() {
        missing("v=DMARC1 p=none  rua = mailto:a@b", &[" p", "  rua"]);
        missing("v=DMARC1; rua=mailto:a@b,ruf=mailto:c@d", &[",ruf"]);
        missing("v=DMARC1; p = none; rua=mailto:a@b?t=1", &[]);
        missing("v=DMARC1; p=p=none; note=a p=none", &[]);
    }

    #[test]
    fn causes_cover_their_traces() {
        let text = "DMARC1; p=none\u{a0}; sp=x; np=\"none\"";
        let causes = Causes::of(&parse(text));
        let covers = |part: &str| {
            let start = text.find(part).unwrap();
            causes.cover(Span::new(start, start + part.len()))
        };
        assert!(covers("DMARC1") && covers("none\u{a0}") && covers("\"none\""));
        assert!(!covers("p=none") && !covers("sp=x"));
    }

    #[test]
    fn one_mistake_is_reported_once() {
        let reports = "rua=mailto:dmarc@example.com";
        for (text, expected) in [
            ("v=DMARC1; p=reject; #", ""),
            ("v=DMARC1; p=none; np=reject; #", "policy-none"),
            ("v=DMARC1; p=reject", "no-aggregate-reports"),
            ("v=DMARC1", "missing-policy"),
            ("DMARC1; p=reject; #", "version-not-first"),
            ("v=DMARC1 p=reject; #", "missing-semicolon"),
            ("v=DMARC1; p=reject #", "missing-semicolon"),
            ("\"v=DMARC1; p=reject; #\"", "record-in-quotes"),
            ("v=DMARC1; p=\"reject\"; #", "record-in-quotes"),
            ("v=DMARC1;\u{a0}p=reject; #", "non-ascii-character"),
            ("v=DMARC1; p=reject\n; #", "control-character"),
            ("\u{a0}v=DMARC1; p=reject; #", "blank-before-version"),
            ("v=DMARC1; p=rejct; #", "invalid-policy"),
            ("v=DMARC1; p=; #", "invalid-policy"),
            ("v=DMARC1; p=reject; sp=; #", "invalid-subdomain-policy"),
            (
                "v=DMARC1; p=x; sp=y",
                "invalid-policy invalid-subdomain-policy",
            ),
            ("v=DMARC1; p=reject; fo=; #", "empty-value"),
            ("v=DMARC1; p=reject; fo=7; #", "failure-options-without-ruf"),
            ("v=DMARC1; p=reject; pct=; #", "invalid-percentage"),
            ("v=DMARC1; p=reject; pct=0; #", "percentage-zero"),
            ("v=DMARC1; p=reject; pct=0; t=y; #", "test-mode"),
            ("v=DMARC1; p=reject; pct=9; t=y; #", "percentage-partial"),
            (
                "v=DMARC1; p=reject; np=none; #",
                "nonexistent-policy-weaker",
            ),
            (
                "v=DMARC1; p=reject; sp=none; np=reject; #",
                "subdomain-policy-weaker",
            ),
            (
                "v=DMARC1; p=reject; rau=mailto:a@example.com",
                "misspelled-tag",
            ),
            (
                "v=DMARC1; p=reject; rua=a@example.com",
                "report-address-without-mailto",
            ),
            (
                "v=DMARC1; p=reject; #; mailto:a@example.com",
                "report-address-after-semicolon",
            ),
            ("v=DMARC1; p=reject; p=reject; #", "duplicate-tag"),
        ] {
            let record = parse(&text.replace('#', reports));
            let found = judge_record(&record).found;
            let ids: Vec<_> = found.iter().map(|finding| finding.rule.id).collect();
            assert_eq!(ids.join(" "), expected, "{text}");
        }
    }
}
