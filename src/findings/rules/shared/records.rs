//! What rules say about records beside DMARC: several at one name, a text that was meant as one, a flaw in the list
//! of tags.

use super::{Kept, MOST, shown};
use crate::around::{Around, BimiObstacle, RecordAt, RecordState};
use crate::discovery::Facts;
use crate::findings::{Hit, Suggestion};
use crate::record::{Kind, ListProblem, OfKind, Span, describe_char};

/// A hit where a name has several records.
pub(in super::super) fn several<T: OfKind>(at: &RecordAt<T>) -> Vec<Hit> {
    let (Some(name), RecordState::Several(texts)) = (&at.name, &at.state) else {
        return Vec::new();
    };
    let (count, kind) = (texts.len(), T::KIND.title);
    vec![Hit::new(format!(
        "There are {count} {kind} records at {name}, so none of them counts."
    ))]
}

/// What is wrong with a record, as a clause, and where.
type Flaw = (String, Span);

/// Hits for the texts at a name that were meant as records and are none.
pub(in super::super) fn unrecognized<T: OfKind>(at: &RecordAt<T>) -> Vec<Hit> {
    let (Some(name), RecordState::OtherText(texts)) = (&at.name, &at.state) else {
        return Vec::new();
    };
    let kind = T::KIND;
    let meant = texts
        .iter()
        .filter(|text| text.to_ascii_lowercase().contains(kind.mark))
        .take(MOST);
    let hits = meant.filter_map(|text| {
        let flaw = flaws(&T::read(text)).into_iter().next();
        let why = match flaw {
            Some((why, _)) => why,
            None if (kind.is_record)(text) => format!(
                "it is not alone there, and does not begin with v={};",
                kind.version
            ),
            None => return None,
        };
        Some(Hit::new(format!(
            "“{}” at {name} is no {} record: {why}.",
            shown(text),
            kind.title
        )))
    });
    hits.collect()
}

/// A hit for a text alone that is no record.
pub(in super::super) fn unrecognized_draft<T: OfKind>(kept: &Kept<T>) -> Vec<Hit> {
    let (text, kind) = (kept.record.text(), T::KIND);
    if (kind.is_record)(text) {
        return Vec::new();
    }
    let hit = flaws(kept.record).into_iter().next().map(|(why, span)| {
        let span = if span.is_empty() {
            Span::new(0, text.len())
        } else {
            span
        };
        kept.hit(
            Some(span),
            format!("“{}” is no {} record: {why}.", shown(text), kind.title),
        )
    });
    hit.into_iter().collect()
}

/// What is wrong with the list of tags of a record, in words, as many as anybody reads.
fn flaws<T: OfKind>(record: &T) -> Vec<Flaw> {
    let (text, version) = (record.text(), T::KIND.version);
    let flaws = record.flaws().into_iter();
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

/// Hits for what makes a record invalid: the flaws of its list of tags, and `more` that only its kind has.
pub(in super::super) fn malformed<T: OfKind>(kept: &Kept<T>, more: Option<Flaw>) -> Vec<Hit> {
    let (kind, place) = (T::KIND.title, kept.place());
    let flaws = flaws(kept.record).into_iter().chain(more);
    let hits = flaws.map(|(flaw, span)| {
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
pub(in super::super) fn at_wrong_name(facts: &Facts, around: &Around, kind: &Kind) -> Vec<Hit> {
    let found = around.misplaced.iter().filter(|found| found.kind == kind);
    let hits = found.filter_map(|found| {
        let right = facts.domain.child(kind.labels)?;
        let hit = Hit::new(format!(
            "A {} record is at {}, where nobody looks; the name has to be {right}.",
            kind.title, found.name
        ));
        Some(hit.suggesting(Suggestion::at(right, found.text.clone())))
    });
    hits.collect()
}
