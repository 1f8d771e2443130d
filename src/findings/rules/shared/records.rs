//! What rules say about records beside DMARC: several at one name, a text that was meant as one, a flaw in the list
//! of tags.

use super::{Kept, MOST, shown};
use crate::around::{BimiObstacle, MisplacedKind, RecordAt, RecordState};
use crate::discovery::Facts;
use crate::domain::DomainName;
use crate::findings::{Hit, Suggestion};
use crate::record::bimi::{self, BimiRecord};
use crate::record::mta_sts::{self, StsRecord};
use crate::record::tls_rpt::{self, TlsRptRecord};
use crate::record::{ListProblem, Span, describe_char};

/// A hit where a name has several records; `kind` is what they are.
pub(in super::super) fn several<T>(at: &RecordAt<T>, kind: &str) -> Vec<Hit> {
    let (Some(name), RecordState::Several(texts)) = (&at.name, &at.state) else {
        return Vec::new();
    };
    let count = texts.len();
    vec![Hit::new(format!(
        "There are {count} {kind} records at {name}, so none of them counts."
    ))]
}

/// The texts at a name that were meant as records and are none; `word` is what gives them away, in lower case.
pub(in super::super) fn meant<'a, T>(
    at: &'a RecordAt<T>,
    word: &str,
) -> Vec<(&'a DomainName, &'a str)> {
    let (Some(name), RecordState::OtherText(texts)) = (&at.name, &at.state) else {
        return Vec::new();
    };
    texts
        .iter()
        .filter(|text| text.to_ascii_lowercase().contains(word))
        .take(MOST)
        .map(|text| (name, text.as_str()))
        .collect()
}

/// What is wrong with a record, as a clause, and where.
pub(in super::super) type Flaw = (String, Span);

/// Hits for texts that were meant as records; `kind` is what of, and `flaws` says what is wrong with a text.
pub(in super::super) fn unrecognized(
    texts: Vec<(&DomainName, &str)>,
    kind: &str,
    flaws: fn(&str) -> Vec<Flaw>,
) -> Vec<Hit> {
    let hits = texts.into_iter().filter_map(|(name, text)| {
        let (why, _) = flaws(text).into_iter().next()?;
        Some(Hit::new(format!(
            "“{}” at {name} is no {kind} record: {why}.",
            shown(text)
        )))
    });
    hits.collect()
}

/// A hit for a text alone that is no record; `kind` is what it was to be.
pub(in super::super) fn unrecognized_draft<T>(
    kept: &Kept<T>,
    text: &str,
    kind: &str,
    flaws: Vec<Flaw>,
) -> Vec<Hit> {
    let hit = flaws.into_iter().next().map(|(why, span)| {
        let span = if span.is_empty() {
            Span::new(0, text.len())
        } else {
            span
        };
        kept.hit(
            Some(span),
            format!("“{}” is no {kind} record: {why}.", shown(text)),
        )
    });
    hit.into_iter().collect()
}

/// What is wrong with the list of tags of an MTA-STS record. What is wrong inside its `id` is for the rule about that.
pub(in super::super) fn mta_sts_flaws(record: &StsRecord) -> Vec<Flaw> {
    let id = record
        .tags
        .iter()
        .find(|tag| tag.name == Some(mta_sts::TagName::Id));
    let is_in_id = |span: Span| {
        id.is_some_and(|id| id.value_span.start <= span.start && span.end <= id.value_span.end)
    };
    let problems = record
        .problems
        .iter()
        .filter_map(|problem| match problem.kind {
            // Which of two tags counts, the standard does not say; it does not make the record invalid.
            mta_sts::ProblemKind::List(ListProblem::DuplicateTag) => None,
            mta_sts::ProblemKind::List(kind) if !is_in_id(problem.span) => {
                Some((kind, problem.span))
            }
            _ => None,
        });
    flaws(problems.collect(), &record.text, "STSv1")
}

/// What is wrong with the list of tags of a TLS-RPT record.
pub(in super::super) fn tls_rpt_flaws(record: &TlsRptRecord) -> Vec<Flaw> {
    let problems = record
        .problems
        .iter()
        .filter_map(|problem| match problem.kind {
            tls_rpt::ProblemKind::List(ListProblem::DuplicateTag) => None,
            tls_rpt::ProblemKind::List(kind) => Some((kind, problem.span)),
            _ => None,
        });
    flaws(problems.collect(), &record.text, "TLSRPTv1")
}

/// What is wrong with the list of tags of a BIMI record.
pub(in super::super) fn bimi_flaws(record: &BimiRecord) -> Vec<Flaw> {
    let problems = record
        .problems
        .iter()
        .filter_map(|problem| match problem.kind {
            bimi::ProblemKind::List(kind) => Some((kind, problem.span)),
            _ => None,
        });
    flaws(problems.collect(), &record.text, "BIMI1")
}

/// The flaws in words, as many as anybody reads.
fn flaws(problems: Vec<(ListProblem, Span)>, text: &str, version: &str) -> Vec<Flaw> {
    let flaws = problems.into_iter();
    flaws
        .filter_map(|(kind, span)| Some((list_flaw(kind, &shown(span.of(text)), version)?, span)))
        .take(MOST)
        .collect()
}

/// What is wrong at a place of a list of tags, as a clause; `version` is what the list has to begin with. `None` for
/// tags that are not known, which do no harm.
fn list_flaw(problem: ListProblem, at: &str, version: &str) -> Option<String> {
    Some(match problem {
        ListProblem::UnknownTag | ListProblem::TagNameCase => return None,
        ListProblem::LeadingBlank => format!("there are blanks before v={version}"),
        ListProblem::VersionMissing => format!("it does not begin with v={version}"),
        ListProblem::VersionNotFirst => format!("v={version} does not stand first"),
        ListProblem::VersionCase => format!("“{at}” has to be {version}, in these very letters"),
        ListProblem::VersionValue => format!("“{at}” is not the version {version}"),
        ListProblem::EmptyElement => "nothing stands between two semicolons".to_owned(),
        ListProblem::MissingEquals => format!("“{at}” has no ="),
        ListProblem::BadTagName => format!("“{at}” does not begin with the name of a tag"),
        ListProblem::DuplicateTag => format!("“{at}” is a tag that stood before"),
        ListProblem::BlanksAroundEquals => format!("“{at}” has blanks around ="),
        ListProblem::BadCharacter(c) => {
            format!("it holds a character it must not: {}", describe_char(c))
        }
    })
}

/// A hit about a record whose list of tags is broken, for each flaw.
pub(in super::super) fn malformed<T>(kept: &Kept<T>, kind: &str, flaws: Vec<Flaw>) -> Vec<Hit> {
    let place = kept.place();
    let hits = flaws.into_iter().map(|(flaw, span)| {
        kept.hit(
            Some(span),
            format!("The {kind} record{place} is not valid, so it does not count: {flaw}."),
        )
    });
    hits.collect()
}

/// What in DMARC keeps receivers from showing the logo that a BIMI record names; nothing where no logo is at stake.
pub(in super::super) fn bimi_obstacles(facts: &Facts) -> &[BimiObstacle] {
    let bimi = facts.around.as_ref().map(|around| &around.bimi);
    bimi.filter(|bimi| {
        bimi.record_at()
            .record()
            .is_some_and(|record| !record.is_declined)
    })
    .and_then(|bimi| bimi.obstacles.as_deref())
    .unwrap_or_default()
}

/// Hits for records of a kind at names that are nearly right, with the record to publish at the right one.
pub(in super::super) fn at_wrong_name(facts: &Facts, kind: MisplacedKind, label: &str) -> Vec<Hit> {
    let Some(around) = facts.around.as_deref() else {
        return Vec::new();
    };
    let found = around.misplaced.iter().filter(|found| found.kind == kind);
    let hits = found.filter_map(|found| {
        let right = facts.domain.child(kind.right_labels())?;
        let hit = Hit::new(format!(
            "A {label} record is at {}, where nobody looks; the name has to be {right}.",
            found.name
        ));
        Some(hit.suggesting(Suggestion::at(right, found.text.clone())))
    });
    hits.collect()
}
