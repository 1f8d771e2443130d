//! What rules say about records other than DMARC: several at one name, a text that was meant as one, a mistake in the tag list.

use super::{Kept, MOST, most, shown};
use crate::discovery::Facts;
use crate::domain::DomainName;
use crate::findings::{Hit, Suggestion};
use crate::mail_setup::{BimiObstacle, MailSetup, RecordAt, RecordState};
use crate::record::{Kind, ListProblem, OfKind, Span, describe_char};

/// Reports a name with several records.
pub(in super::super) fn several<T: OfKind>(at: &RecordAt<T>) -> Vec<Hit> {
    let (Some(name), RecordState::Several(texts)) = (&at.name, &at.state) else {
        return Vec::new();
    };
    several_hit(name, texts.len(), T::KIND)
}

/// Does the work of [`several`] for all kinds, so that each visitor loads the code once.
fn several_hit(name: &DomainName, count: usize, kind: &Kind) -> Vec<Hit> {
    let kind = kind.title;
    vec![Hit::new(format!(
        "There are {count} {kind} records at {name}, so none of them counts."
    ))]
}

/// What is wrong with a record, as a clause, and the place.
type Flaw = (String, Span);

/// Reports texts at a name that were meant as records but are not valid as such.
pub(in super::super) fn unrecognized_at<T: OfKind>(at: &RecordAt<T>) -> Vec<Hit> {
    let (Some(name), RecordState::OtherText(texts)) = (&at.name, &at.state) else {
        return Vec::new();
    };
    unrecognized_texts(T::KIND, name, texts, |text| T::read(text).flaws())
}

/// Does the work of [`unrecognized_at`] for all kinds, so that each visitor loads the code once.
fn unrecognized_texts(
    kind: &Kind,
    name: &DomainName,
    texts: &[String],
    flaws: fn(&str) -> Vec<(ListProblem, Span)>,
) -> Vec<Hit> {
    let place = format!(" at {name}");
    let hits = texts
        .iter()
        .filter(|text| text.to_ascii_lowercase().contains(kind.mark))
        .take(MOST)
        .filter_map(|text| {
            let (why, _) = unrecognized_text(kind, text, &place, &flaws(text))?;
            Some(Hit::new(why))
        });
    hits.collect()
}

/// Reports a text alone that is not a record.
pub(in super::super) fn unrecognized<T: OfKind>(kept: &Kept<T>) -> Vec<Hit> {
    let text = kept.record.text();
    let hit = unrecognized_text(T::KIND, text, "", &kept.record.flaws());
    let hit = hit.map(|(message, span)| kept.hit(Some(span), message));
    hit.into_iter().collect()
}

/// Returns why a text is not a record, as a sentence with the place in it. `place` is where the text was found.
fn unrecognized_text(
    kind: &Kind,
    text: &str,
    place: &str,
    found: &[(ListProblem, Span)],
) -> Option<Flaw> {
    let is_record = (kind.is_record)(text);
    if is_record && place.is_empty() {
        return None;
    }
    let (why, span) = match flaws(kind, text, found).into_iter().next() {
        Some(flaw) => flaw,
        None if is_record => (
            format!(
                "it is not the only text there, and does not begin with v={};",
                kind.version
            ),
            Span::new(0, 0),
        ),
        None => return None,
    };
    let span = if span.is_empty() {
        Span::new(0, text.len())
    } else {
        span
    };
    let (text, kind) = (shown(text), kind.title);
    Some((
        format!("“{text}”{place} is not a valid {kind} record: {why}."),
        span,
    ))
}

/// Describes what is wrong with a tag list, up to as many flaws as one rule reports.
fn flaws(kind: &Kind, text: &str, found: &[(ListProblem, Span)]) -> Vec<Flaw> {
    let flaws = found.iter().filter_map(|&(problem, span)| {
        let flaw = list_flaw(problem, &shown(span.of(text)), kind.version)?;
        Some((flaw, span))
    });
    flaws.take(MOST).collect()
}

/// Describes a flaw in a tag list as a clause. `version` is the value that the list has to begin with. Returns `None` for unknown
/// tags, which do no harm.
fn list_flaw(problem: ListProblem, at: &str, version: &str) -> Option<String> {
    Some(match problem {
        ListProblem::UnknownTag | ListProblem::TagNameCase => return None,
        ListProblem::LeadingBlank => format!("there is whitespace before v={version}"),
        ListProblem::VersionMissing => format!("it does not begin with v={version}"),
        ListProblem::VersionNotFirst => format!("v={version} is not first"),
        ListProblem::VersionCase => format!("“{at}” must be exactly {version}"),
        ListProblem::VersionValue => format!("“{at}” is not the version {version}"),
        ListProblem::EmptyElement => "there is nothing between two semicolons".to_owned(),
        ListProblem::MissingEquals => format!("“{at}” has no ="),
        ListProblem::BadTagName => format!("“{at}” does not begin with a tag name"),
        ListProblem::DuplicateTag => format!("“{at}” repeats a tag"),
        ListProblem::BlanksAroundEquals => format!("“{at}” has whitespace around ="),
        ListProblem::BadCharacter(c) => {
            format!(
                "it contains a character that is not allowed: {}",
                describe_char(c)
            )
        }
    })
}

/// Reports what makes a record invalid: the flaws of its tag list, and `more`, which only this kind has.
pub(in super::super) fn malformed<T: OfKind>(kept: &Kept<T>, more: Option<Flaw>) -> Vec<Hit> {
    let (record, kind, place) = (kept.record, T::KIND, kept.place());
    let flaws = flaws(kind, record.text(), &record.flaws());
    let hits = flaws.into_iter().chain(more).map(|(flaw, span)| {
        let kind = kind.title;
        kept.hit(
            Some(span),
            format!("The {kind} record{place} is not valid and has no effect: {flaw}."),
        )
    });
    hits.collect()
}

/// Reports repeated tags, each by the place of its name and its own place.
pub(in super::super) fn tags_twice<T: OfKind>(
    kept: &Kept<T>,
    twice: impl Iterator<Item = (Span, Span)>,
) -> Vec<Hit> {
    let (record, kind, place) = (kept.record, T::KIND.title, kept.place());
    most(twice.map(|(name, span)| {
        let name = shown(name.of(record.text()));
        let message = format!("The {kind} record{place} has more than one {name}.");
        kept.hit(Some(span), message)
    }))
}

/// Returns what in the DMARC policy keeps receivers from showing the logo of a BIMI record; empty if the record names no logo.
pub(in super::super) fn bimi_obstacles(facts: &Facts) -> &[BimiObstacle] {
    let bimi = facts.mail_setup.as_ref().map(|mail_setup| &mail_setup.bimi);
    bimi.filter(|bimi| {
        bimi.record_at()
            .record()
            .is_some_and(|record| !record.is_declined)
    })
    .and_then(|bimi| bimi.obstacles.as_deref())
    .unwrap_or_default()
}

/// Reports records of a kind at almost the right name, and suggests the record at the right one.
pub(in super::super) fn at_wrong_name(
    facts: &Facts,
    mail_setup: &MailSetup,
    kind: &Kind,
) -> Vec<Hit> {
    let found = mail_setup
        .misplaced
        .iter()
        .filter(|found| found.kind == kind);
    let hits = found.filter_map(|found| {
        let right = facts.domain.child(kind.labels)?;
        let hit = Hit::new(format!(
            "The {} record at {} has no effect; its name must be {right}.",
            kind.title, found.name
        ));
        Some(hit.suggesting(Suggestion::at(right, found.text.clone())))
    });
    hits.collect()
}
