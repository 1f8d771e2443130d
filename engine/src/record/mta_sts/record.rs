//! The MTA-STS record in DNS ([RFC 8461, section 3.1](https://www.rfc-editor.org/rfc/rfc8461#section-3.1)).

use crate::record::order;
use crate::record::tagged::{Grammar, TagList};
use crate::record::{Kind, ListProblem, OfKind, Problem, RecordOutcome, Span, TagNames, tagged};

const VERSION: &str = "STSv1";

/// The list allows blanks only around semicolons, and must begin with the version.
const GRAMMAR: Grammar = Grammar::mta_sts(VERSION);

/// The longest value of `id`, in characters.
const MAX_ID: usize = 32;

/// A tag of an MTA-STS record.
pub type Tag = tagged::Tag<TagName>;

/// A parsed MTA-STS record. The text is kept in full, even if it is invalid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StsRecord {
    /// The full text of the record.
    pub text: String,
    /// Whether senders accept the record.
    pub outcome: RecordOutcome,
    /// Its tags, in order; unknown ones are included.
    pub tags: Vec<Tag>,
    /// What is wrong with the text, sorted by position.
    pub problems: Vec<Problem<ProblemKind>>,
    /// `id`, which changes whenever the policy does; `None` if it is missing or invalid.
    pub id: Option<String>,
}

/// The tags of MTA-STS records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TagName {
    /// `v`, the version.
    Version,
    /// `id`, the version of the policy.
    Id,
}

impl TagNames for TagName {
    const VERSION: Self = Self::Version;
    const ALL: &'static [Self] = &[Self::Version, Self::Id];

    fn as_str(self) -> &'static str {
        match self {
            Self::Version => "v",
            Self::Id => "id",
        }
    }
}

/// What can be wrong with an MTA-STS record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProblemKind {
    /// A problem with the tag list.
    List(ListProblem),
    /// `id` is missing.
    MissingId,
    /// `id` is not 1 to 32 letters and digits.
    InvalidId,
}

/// Whether a sender takes the text for an MTA-STS record: it begins with `v=STSv1`.
pub fn is_mta_sts(text: &str) -> bool {
    TagList::<TagName>::has_version(text, GRAMMAR)
}

/// Whether a sender takes the text for an MTA-STS record if the name has several TXT records: then senders keep only
/// those that begin with `v=STSv1;`, without a blank before the semicolon
/// ([RFC 8461, section 3.1](https://www.rfc-editor.org/rfc/rfc8461#section-3.1)).
fn is_mta_sts_among_others(text: &str) -> bool {
    text.starts_with("v=STSv1;")
}

impl OfKind for StsRecord {
    const KIND: &'static Kind = &Kind {
        title: "MTA-STS",
        version: VERSION,
        labels: "_mta-sts",
        near_labels: &["_mta_sts"],
        mark: "stsv",
        is_record: is_mta_sts,
        is_record_among_others: is_mta_sts_among_others,
    };

    fn read(text: &str) -> Self {
        parse(text)
    }

    fn text(&self) -> &str {
        &self.text
    }

    fn flaws(&self) -> Vec<(ListProblem, Span)> {
        // Problems inside the id's value are reported as a problem of the id.
        let id = self.tags.iter().find(|tag| tag.name == Some(TagName::Id));
        let is_in_id = |span: Span| {
            id.is_some_and(|id| id.value_span.start <= span.start && span.end <= id.value_span.end)
        };
        let problems = self.problems.iter();
        problems
            .filter_map(|problem| match problem.kind {
                // The standard does not say which of two tags counts, and a duplicate does not make the record invalid.
                ProblemKind::List(ListProblem::DuplicateTag) => None,
                ProblemKind::List(kind) if !is_in_id(problem.span) => Some((kind, problem.span)),
                _ => None,
            })
            .collect()
    }
}

/// Parses an MTA-STS record. It accepts any text; what is wrong is listed in the record's problems. If `id` appears
/// twice, which the standard does not cover, the first counts.
///
/// # Example
///
/// ```
/// use dmarc_engine::record::mta_sts::parse;
///
/// let record = parse("v=STSv1; id=20260520T120000;");
/// assert_eq!(record.id.as_deref(), Some("20260520T120000"));
/// ```
pub fn parse(text: &str) -> StsRecord {
    let list = TagList::read(text, GRAMMAR);
    let mut problems = list.problems_as(ProblemKind::List);
    let mut id = None;
    match list.tag(TagName::Id) {
        None => problems.push(Problem {
            kind: ProblemKind::MissingId,
            span: Span::new(text.len(), text.len()),
        }),
        Some(tag) if is_id(tag.value_span.of(text)) => {
            id = Some(tag.value_span.of(text).to_owned());
        }
        Some(tag) => problems.push(Problem {
            kind: ProblemKind::InvalidId,
            span: tag.span,
        }),
    }
    order::sort_by_key(&mut problems, |problem| problem.span);
    StsRecord {
        text: text.to_owned(),
        outcome: RecordOutcome::new(list.is_broken || id.is_none()),
        tags: list.tags,
        problems,
        id,
    }
}

/// Whether the value is 1 to 32 letters and digits.
fn is_id(value: &str) -> bool {
    (1..=MAX_ID).contains(&value.len()) && value.bytes().all(|b| b.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn reads_as(text: &str, outcome: RecordOutcome, expected: &[(ProblemKind, &str)]) {
        let record = parse(text);
        let found: Vec<_> = record
            .problems
            .iter()
            .map(|problem| (problem.kind, problem.span.of(text)))
            .collect();
        assert_eq!(found, expected, "{text}");
        assert_eq!(record.outcome, outcome, "{text}");
    }

    #[test]
    fn records_in_order() {
        let ok = |text, problems: &[_]| reads_as(text, RecordOutcome::Ok, problems);
        ok("v=STSv1; id=20160831085700Z;", &[]);
        ok("v=STSv1\t;id=a", &[]);
        let unknown = ProblemKind::List(ListProblem::UnknownTag);
        ok("v=STSv1; x.y=1; id=a", &[(unknown, "x.y")]);
        ok(&format!("v=STSv1; id={}", "a".repeat(32)), &[]);
    }

    #[test]
    fn records_that_are_none() {
        let invalid = |text: &str, kind, at| reads_as(text, RecordOutcome::Invalid, &[(kind, at)]);
        invalid("v=STSv1", ProblemKind::MissingId, "");
        invalid("v=STSv1; id=", ProblemKind::InvalidId, "id=");
        invalid(
            "v=STSv1; id=2026-05-20",
            ProblemKind::InvalidId,
            "id=2026-05-20",
        );
        let long = format!("id={}", "a".repeat(33));
        invalid(&format!("v=STSv1; {long}"), ProblemKind::InvalidId, &long);
        let list = ProblemKind::List;
        invalid("v=STSV1; id=a", list(ListProblem::VersionCase), "STSV1");
        invalid(
            "v=STSv1; id= a",
            list(ListProblem::BlanksAroundEquals),
            "id= a",
        );
        assert!(is_mta_sts("v=STSv1;") && !is_mta_sts("v=STSv12; id=a"));
        let blank = "v=STSv1 ; id=a";
        assert!(is_mta_sts(blank) && !is_mta_sts_among_others(blank));
    }
}
