//! BIMI Assertion Records
//! ([draft-brand-indicators-for-message-identification](https://datatracker.ietf.org/doc/draft-brand-indicators-for-message-identification/),
//! section 4.3): which logo a mail program may show next to mail from the domain.
//!
//! [`parse`] accepts any text. Whether the logo may be shown and whether the evidence is valid depends on files that
//! are not checked here.

use super::tagged::{Grammar, TagList};
use super::text::is_fws;
use super::uri::{self, UriError};
use super::{Kind, ListProblem, OfKind, Problem, RecordOutcome, Span, TagNames, tagged};
use crate::record::order;

const VERSION: &str = "BIMI1";

/// The list syntax of DKIM. The version is required.
const GRAMMAR: Grammar = Grammar::dkim(VERSION, true);

/// File extensions of image formats other than SVG.
const OTHER_IMAGES: &[&str] = &[
    "avif", "bmp", "gif", "heic", "ico", "jpeg", "jpg", "png", "tif", "tiff", "webp",
];

/// A tag of a BIMI record.
pub type Tag = tagged::Tag<TagName>;

/// A parsed BIMI record. The text is kept in full, even if it is invalid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BimiRecord {
    /// The full text of the record.
    pub text: String,
    /// Whether receivers accept the record.
    pub outcome: RecordOutcome,
    /// Its tags, in order; unknown ones are included.
    pub tags: Vec<Tag>,
    /// What is wrong with the text, sorted by position.
    pub problems: Vec<Problem<ProblemKind>>,
    /// `l`, the address of the logo; `None` if it is empty or invalid.
    pub logo: Option<String>,
    /// `a`, the address of the evidence; `None` if it is empty, missing or invalid.
    pub evidence: Option<String>,
    /// Whether the domain declines to publish a logo: `l` and `a` are empty.
    pub is_declined: bool,
    /// `avp`: whether the sender's personal picture takes precedence over the logo.
    pub prefers_personal: bool,
    /// `lps`: the prefixes of local parts that select a record of their own.
    pub local_parts: Vec<String>,
}

/// The tags of BIMI records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TagName {
    /// `v`, the version.
    Version,
    /// `l`, the address of the logo.
    Logo,
    /// `a`, the address of the evidence.
    Evidence,
    /// `lps`, which local parts select a record of their own.
    LocalPartSelector,
    /// `avp`, which picture takes precedence.
    AvatarPreference,
}

impl TagNames for TagName {
    const VERSION: Self = Self::Version;
    const ALL: &'static [Self] = &[
        Self::Version,
        Self::Logo,
        Self::Evidence,
        Self::LocalPartSelector,
        Self::AvatarPreference,
    ];

    fn as_str(self) -> &'static str {
        match self {
            Self::Version => "v",
            Self::Logo => "l",
            Self::Evidence => "a",
            Self::LocalPartSelector => "lps",
            Self::AvatarPreference => "avp",
        }
    }
}

/// What can be wrong with a BIMI record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProblemKind {
    /// A problem with the tag list.
    List(ListProblem),
    /// `l` is missing.
    MissingLogo,
    /// A character that a URI must not contain.
    UriCharacter(TagName, char),
    /// A URI that is not `https` with a fully qualified host.
    NotHttps(TagName),
    /// The logo is an image in a format other than SVG.
    OtherImageFormat,
    /// The record has evidence and no logo.
    EvidenceWithoutLogo,
    /// A value that the tag does not allow, so its default applies.
    InvalidValue(TagName),
}

impl ProblemKind {
    /// Whether this problem makes receivers ignore the record. Problems with the list are judged elsewhere.
    const fn is_fatal(self) -> bool {
        matches!(
            self,
            Self::MissingLogo | Self::UriCharacter(..) | Self::NotHttps(_) | Self::OtherImageFormat
        )
    }
}

/// Whether a receiver takes the text for a BIMI record: it begins with `v=BIMI1`.
///
/// # Example
///
/// ```
/// use dmarc_engine::record::bimi::is_bimi;
///
/// assert!(is_bimi("v=BIMI1; l=; a="));
/// assert!(!is_bimi("v=bimi1; l=; a="));
/// ```
pub fn is_bimi(text: &str) -> bool {
    TagList::<TagName>::has_version(text, GRAMMAR)
}

impl OfKind for BimiRecord {
    const KIND: &'static Kind = &Kind {
        title: "BIMI",
        version: VERSION,
        labels: "default._bimi",
        near_labels: &["_bimi"],
        mark: "bimi",
        is_record: is_bimi,
        is_record_among_others: is_bimi,
    };

    fn read(text: &str) -> Self {
        parse(text)
    }

    fn text(&self) -> &str {
        &self.text
    }

    fn flaws(&self) -> Vec<(ListProblem, Span)> {
        let problems = self.problems.iter();
        problems
            .filter_map(|problem| match problem.kind {
                ProblemKind::List(kind) => Some((kind, problem.span)),
                _ => None,
            })
            .collect()
    }
}

/// Parses a BIMI record. It accepts any text; what is wrong is listed in the record's problems.
///
/// # Example
///
/// ```
/// use dmarc_engine::record::bimi::parse;
///
/// let record = parse("v=BIMI1; l=https://example.com/logo.svg; a=");
/// assert_eq!(record.logo.as_deref(), Some("https://example.com/logo.svg"));
/// assert!(record.problems.is_empty());
/// ```
pub fn parse(text: &str) -> BimiRecord {
    let list = TagList::read(text, GRAMMAR);
    let mut problems = list.problems_as(ProblemKind::List);
    let value = |name| list.tag(name).map(|tag| tag.value_span);
    let is_empty = |name| value(name).is_none_or(Span::is_empty);

    let logo = read_location(text, TagName::Logo, value(TagName::Logo), &mut problems);
    let evidence = value(TagName::Evidence);
    let evidence = read_location(text, TagName::Evidence, evidence, &mut problems);
    if let (Some(logo), Some(span)) = (&logo, value(TagName::Logo))
        && is_other_image(logo)
    {
        problems.push(Problem {
            kind: ProblemKind::OtherImageFormat,
            span,
        });
    }
    match list.tag(TagName::Logo) {
        None => problems.push(Problem {
            kind: ProblemKind::MissingLogo,
            span: Span::new(text.len(), text.len()),
        }),
        Some(tag) if tag.value_span.is_empty() && evidence.is_some() => problems.push(Problem {
            kind: ProblemKind::EvidenceWithoutLogo,
            span: tag.span,
        }),
        Some(_) => {}
    }
    let mut prefers_personal = false;
    if let Some(tag) = list.tag(TagName::AvatarPreference) {
        let written = tag.value_span.of(text);
        prefers_personal = written == "personal";
        if !prefers_personal && written != "brand" {
            problems.push(Problem {
                kind: ProblemKind::InvalidValue(TagName::AvatarPreference),
                span: tag.span,
            });
        }
    }
    let local_parts = read_local_parts(text, value(TagName::LocalPartSelector), &mut problems);

    order::sort_by_key(&mut problems, |problem| problem.span);
    let is_invalid = list.is_broken || problems.iter().any(|problem| problem.kind.is_fatal());
    BimiRecord {
        text: text.to_owned(),
        outcome: RecordOutcome::new(is_invalid),
        is_declined: !is_invalid && is_empty(TagName::Logo) && is_empty(TagName::Evidence),
        logo,
        evidence,
        prefers_personal,
        local_parts,
        tags: list.tags,
        problems,
    }
}

/// Reads `l` or `a`: empty, or an `https` URI with a fully qualified host and encoded commas.
fn read_location(
    text: &str,
    name: TagName,
    span: Option<Span>,
    problems: &mut Vec<Problem<ProblemKind>>,
) -> Option<String> {
    let span = span.filter(|span| !span.is_empty())?;
    let written = span.of(text);
    let kind = match uri::read(written) {
        _ if written.contains(',') => ProblemKind::UriCharacter(name, ','),
        Ok(uri)
            if uri.is("https") && uri.host.as_deref().is_some_and(|host| host.contains('.')) =>
        {
            return Some(written.to_owned());
        }
        Err(UriError::BadCharacter(c)) if c.is_ascii_graphic() || is_fws(c) => {
            ProblemKind::UriCharacter(name, c)
        }
        // A character outside ASCII is already reported as a problem of the list.
        Err(UriError::BadCharacter(_)) => return None,
        _ => ProblemKind::NotHttps(name),
    };
    problems.push(Problem { kind, span });
    None
}

/// Reads `lps`, a comma-separated list of prefixes of local parts. Each becomes a DNS label (section 4.5 of the draft).
fn read_local_parts(
    text: &str,
    span: Option<Span>,
    problems: &mut Vec<Problem<ProblemKind>>,
) -> Vec<String> {
    let mut found = Vec::new();
    for item in span
        .into_iter()
        .filter(|span| !span.is_empty())
        .flat_map(|span| span.split(text, ',', is_fws))
    {
        let written = item.of(text);
        let is_usual = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.');
        if (1..=63).contains(&written.len()) && written.bytes().all(is_usual) {
            found.push(written.to_ascii_lowercase());
        } else {
            problems.push(Problem {
                kind: ProblemKind::InvalidValue(TagName::LocalPartSelector),
                span: item,
            });
        }
    }
    found
}

/// Whether the URI's file extension is that of an image format other than SVG.
fn is_other_image(uri: &str) -> bool {
    let path = uri.split(['?', '#']).next().unwrap_or_default();
    path.rsplit_once('.').is_some_and(|(_, ending)| {
        OTHER_IMAGES
            .iter()
            .any(|other| other.eq_ignore_ascii_case(ending))
    })
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
        let whole = "v=BIMI1; l=https://x.example/logo.svg; a=https://x.example/vmc.pem; avp=personal; lps=noreply, Billing";
        reads_as(whole, RecordOutcome::Ok, &[]);
        let record = parse(whole);
        assert!(record.prefers_personal && !record.is_declined);
        assert_eq!(record.local_parts, ["noreply", "billing"]);
        assert_eq!(
            record.evidence.as_deref(),
            Some("https://x.example/vmc.pem")
        );
        for declined in [
            "v=BIMI1; l=; a=;",
            "v=BIMI1;l=",
            "v = BIMI1 ; a = ; l = ; lps=true",
        ] {
            reads_as(declined, RecordOutcome::Ok, &[]);
            assert!(parse(declined).is_declined, "{declined}");
        }
        reads_as(
            "v=BIMI1; l=HTTPS://x.example/logo?v=1.png",
            RecordOutcome::Ok,
            &[],
        );
    }

    #[test]
    fn flaws_that_leave_a_record() {
        reads_as(
            "v=BIMI1; l=; a=https://x.example/vmc.pem",
            RecordOutcome::Ok,
            &[(ProblemKind::EvidenceWithoutLogo, "l=")],
        );
        reads_as(
            "v=BIMI1; l=; avp=both; lps=a,b c",
            RecordOutcome::Ok,
            &[
                (
                    ProblemKind::InvalidValue(TagName::AvatarPreference),
                    "avp=both",
                ),
                (ProblemKind::InvalidValue(TagName::LocalPartSelector), "b c"),
            ],
        );
    }

    #[test]
    fn flaws_that_leave_none() {
        use TagName::{Evidence, Logo};
        let invalid = |text: &str, kind, at| reads_as(text, RecordOutcome::Invalid, &[(kind, at)]);
        let list = ProblemKind::List;
        invalid("v=BIMI1", ProblemKind::MissingLogo, "");
        invalid("v=bimi1; l=", list(ListProblem::VersionCase), "bimi1");
        invalid("l=; v=BIMI1", list(ListProblem::VersionNotFirst), "v=BIMI1");
        invalid(" v=BIMI1; l=", list(ListProblem::LeadingBlank), " ");
        invalid("v=BIMI1; l=; l=", list(ListProblem::DuplicateTag), "l=");
        invalid(
            "v=BIMI1; l=http://x.example/l.svg",
            ProblemKind::NotHttps(Logo),
            "http://x.example/l.svg",
        );
        invalid(
            "v=BIMI1; l=; a=self",
            ProblemKind::NotHttps(Evidence),
            "self",
        );
        invalid(
            "v=BIMI1; l=https://host/l.svg",
            ProblemKind::NotHttps(Logo),
            "https://host/l.svg",
        );
        invalid(
            "v=BIMI1; l=https://x.example/a,b.svg",
            ProblemKind::UriCharacter(Logo, ','),
            "https://x.example/a,b.svg",
        );
        invalid(
            "v=BIMI1; l=https://x.example/a b.svg",
            ProblemKind::UriCharacter(Logo, ' '),
            "https://x.example/a b.svg",
        );
        invalid(
            "v=BIMI1; l=https://x.example/ü",
            list(ListProblem::BadCharacter('ü')),
            "ü",
        );
        invalid(
            "v=BIMI1; l=https://x.example/l.PNG?x",
            ProblemKind::OtherImageFormat,
            "https://x.example/l.PNG?x",
        );
    }
}
