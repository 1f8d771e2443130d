//! TLS-RPT records ([RFC 8460, section 3](https://www.rfc-editor.org/rfc/rfc8460#section-3)): who receives reports
//! about mail that could not be delivered over TLS.
//!
//! [`parse`] accepts any text. A record with one usable address counts as valid even if others are not usable: senders
//! use the addresses they can.

use super::tagged::{Grammar, TagList};
use super::text::is_wsp;
use super::uri::{self, UriError};
use super::{Kind, ListProblem, OfKind, Problem, RecordOutcome, Span, TagNames, tagged};
use crate::record::order;

const VERSION: &str = "TLSRPTv1";

/// The list allows blanks only around semicolons and commas, and must begin with the version.
const GRAMMAR: Grammar = Grammar::tls_rpt(VERSION);

/// A tag of a TLS-RPT record.
pub type Tag = tagged::Tag<TagName>;

/// A parsed TLS-RPT record. The text is kept in full, even if it is invalid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TlsRptRecord {
    /// The full text of the record.
    pub text: String,
    /// Whether senders of reports accept the record.
    pub outcome: RecordOutcome,
    /// Its tags, in order; unknown ones are included.
    pub tags: Vec<Tag>,
    /// What is wrong with the text, sorted by position.
    pub problems: Vec<Problem<ProblemKind>>,
    /// `rua`, where reports are sent; unusable addresses are left out.
    pub destinations: Vec<Destination>,
}

/// A place that reports are sent to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Destination {
    /// The URI as written.
    pub uri: String,
    /// Its place in the record.
    pub span: Span,
    /// The mail address of a `mailto:` URI, percent-decoded; `None` for `https:`.
    pub address: Option<String>,
    /// The host that receives the reports, in lower case.
    pub host: String,
}

/// The tags of TLS-RPT records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TagName {
    /// `v`, the version.
    Version,
    /// `rua`, where reports are sent.
    Reports,
}

impl TagNames for TagName {
    const VERSION: Self = Self::Version;
    const ALL: &'static [Self] = &[Self::Version, Self::Reports];

    fn as_str(self) -> &'static str {
        match self {
            Self::Version => "v",
            Self::Reports => "rua",
        }
    }
}

/// What can be wrong with a TLS-RPT record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProblemKind {
    /// A problem with the tag list.
    List(ListProblem),
    /// `rua` is missing.
    MissingReports,
    /// An empty entry between two commas, or an empty list.
    EmptyUri,
    /// A mail address without `mailto:` in front.
    MissingMailto,
    /// A text with neither a scheme nor the form of a mail address.
    MissingScheme,
    /// A scheme other than `mailto:` and `https:`.
    UnsupportedScheme,
    /// A character that is not allowed in a URI here; `!` must be encoded.
    UriCharacter(char),
    /// A `mailto:` URI without a usable address.
    BadAddress,
    /// An `https:` URI without a host.
    MissingHost,
}

/// Whether a sender takes the text for a TLS-RPT record: it begins with `v=TLSRPTv1`.
pub fn is_tls_rpt(text: &str) -> bool {
    TagList::<TagName>::has_version(text, GRAMMAR)
}

/// Whether a sender takes the text for a TLS-RPT record if the name has several TXT records: then senders keep only
/// those that begin with `v=TLSRPTv1;`, without a blank before the semicolon
/// ([RFC 8460, section 3](https://www.rfc-editor.org/rfc/rfc8460#section-3)).
fn is_tls_rpt_among_others(text: &str) -> bool {
    text.starts_with("v=TLSRPTv1;")
}

impl OfKind for TlsRptRecord {
    const KIND: &'static Kind = &Kind {
        title: "TLS-RPT",
        version: VERSION,
        labels: "_smtp._tls",
        near_labels: &["_tls", "_smtp_tlsrpt"],
        mark: "tlsrpt",
        is_record: is_tls_rpt,
        is_record_among_others: is_tls_rpt_among_others,
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
                // The standard does not say which of two tags counts, and a duplicate does not make the record invalid.
                ProblemKind::List(ListProblem::DuplicateTag) => None,
                ProblemKind::List(kind) => Some((kind, problem.span)),
                _ => None,
            })
            .collect()
    }
}

/// Parses a TLS-RPT record. It accepts any text; what is wrong is listed in the record's problems. If `rua` appears
/// twice, which the standard does not cover, the first counts.
///
/// # Example
///
/// ```
/// use dmarc_engine::record::tls_rpt::parse;
///
/// let record = parse("v=TLSRPTv1; rua=mailto:tls@example.com");
/// assert_eq!(record.destinations[0].host, "example.com");
/// ```
pub fn parse(text: &str) -> TlsRptRecord {
    let list = TagList::read(text, GRAMMAR);
    let mut problems = list.problems_as(ProblemKind::List);
    let mut destinations = Vec::new();
    if let Some(tag) = list.tag(TagName::Reports) {
        for span in tag.value_span.split(text, ',', is_wsp) {
            match read_destination(text, span) {
                Ok(destination) => destinations.push(destination),
                Err(kind) => problems.push(Problem {
                    kind,
                    span: if span.is_empty() { tag.span } else { span },
                }),
            }
        }
    } else {
        problems.push(Problem {
            kind: ProblemKind::MissingReports,
            span: Span::new(text.len(), text.len()),
        });
    }
    order::sort_by_key(&mut problems, |problem| problem.span);
    TlsRptRecord {
        text: text.to_owned(),
        outcome: RecordOutcome::new(list.is_broken || destinations.is_empty()),
        tags: list.tags,
        problems,
        destinations,
    }
}

/// Parses one URI.
fn read_destination(text: &str, span: Span) -> Result<Destination, ProblemKind> {
    let written = span.of(text);
    if written.contains('!') {
        return Err(ProblemKind::UriCharacter('!'));
    }
    let uri = uri::read(written).map_err(|error| match error {
        UriError::Empty => ProblemKind::EmptyUri,
        UriError::NoScheme(None) => ProblemKind::MissingScheme,
        UriError::NoScheme(Some(_)) => ProblemKind::MissingMailto,
        UriError::BadCharacter(c) => ProblemKind::UriCharacter(c),
        UriError::BadAddress => ProblemKind::BadAddress,
    })?;
    if !uri.is("mailto") && !uri.is("https") {
        return Err(ProblemKind::UnsupportedScheme);
    }
    Ok(Destination {
        uri: written.to_owned(),
        span,
        host: uri.host.ok_or(ProblemKind::MissingHost)?,
        address: uri.address,
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
        let text = "v=TLSRPTv1;rua=mailto:a%21@x.example , https://y.example/v1?a=b;";
        reads_as(text, RecordOutcome::Ok, &[]);
        let record = parse(text);
        assert_eq!(
            record.destinations[0].address.as_deref(),
            Some("a!@x.example")
        );
        assert_eq!(record.destinations[1].host, "y.example");
        assert!(is_tls_rpt(text) && !is_tls_rpt("v=TLSRPTv2; rua="));
        assert!(is_tls_rpt_among_others(text));
        assert!(!is_tls_rpt_among_others("v=TLSRPTv1 ; rua="));
    }

    #[test]
    fn one_usable_address_is_enough() {
        reads_as(
            "v=TLSRPTv1; rua=mailto:a@x.example,b@x.example,,ftp://x.example",
            RecordOutcome::Ok,
            &[
                (
                    ProblemKind::EmptyUri,
                    "rua=mailto:a@x.example,b@x.example,,ftp://x.example",
                ),
                (ProblemKind::MissingMailto, "b@x.example"),
                (ProblemKind::UnsupportedScheme, "ftp://x.example"),
            ],
        );
    }

    #[test]
    fn records_that_are_none() {
        let invalid = |text: &str, kind, at| reads_as(text, RecordOutcome::Invalid, &[(kind, at)]);
        invalid("v=TLSRPTv1", ProblemKind::MissingReports, "");
        invalid("v=TLSRPTv1; rua=", ProblemKind::EmptyUri, "rua=");
        invalid(
            "v=TLSRPTv1; rua=x.example",
            ProblemKind::MissingScheme,
            "x.example",
        );
        invalid(
            "v=TLSRPTv1; rua=mailto:x",
            ProblemKind::BadAddress,
            "mailto:x",
        );
        invalid(
            "v=TLSRPTv1; rua=https:x",
            ProblemKind::MissingHost,
            "https:x",
        );
        let limited = "mailto:a@x.example!10m";
        let rua = format!("v=TLSRPTv1; rua={limited}");
        invalid(&rua, ProblemKind::UriCharacter('!'), limited);
        let old = "v=TLSRPT1; rua=mailto:a@x.example";
        invalid(old, ProblemKind::List(ListProblem::VersionValue), "TLSRPT1");
    }
}
