//! Example: `p=reject; pct=100; rf=afrf; ri=86400; foo=bar; rua=mailto:dmarc@example.com!10m`

use super::misspelled_tag::misspelled;
use super::shared::{Causes, MOST, most, shown};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Suggestion, Topic};
use crate::record::dmarc::{
    DmarcRecord, Outcome, ProblemKind, ReportUri, Tag, TagName, Value, is_dmarc, parse,
};
use crate::record::order;

pub(in crate::findings) const RULE: Rule = Rule {
    id: "record-can-be-tidied",
    topic: Topic::Record,
    severity: Severity::Note,
    title: "Record can be tidied up",
    why: "Parts of the record have no effect at receivers on RFC 9989. They do no harm, but a shorter record is easier \
          to read and to change.",
    what_to_do: "Remove these parts the next time you change the record. Keep an unknown tag if other software reads \
                 it.",
    references: &[
        Reference::new(9989, "4.7"),
        Reference::new(9989, "9.3"),
        Reference::new(9989, "A.6"),
        Reference::new(9989, "C.4"),
        Reference::new(7489, "6.3"),
    ],
    check: Check::Dmarc(check),
};

/// Looks for parts that receivers on RFC 9989 ignore and that nobody would miss.
fn check(record: &DmarcRecord) -> Vec<Hit> {
    if !is_dmarc(&record.text) {
        return Vec::new();
    }
    let mut hits = idle_percentage(record);
    hits.extend(historic_tags(record));
    hits.extend(size_limits(record));
    let is_tidied = !hits.is_empty() && record.outcome == Outcome::Policy;
    hits.extend(unknown_tags(record));
    order::sort_by_key(&mut hits, |hit| hit.span.map(|span| span.start));
    hits.truncate(MOST);
    if let Some(first) = hits.first_mut().filter(|_| is_tidied) {
        first.suggestion = Some(Suggestion::instead(tidied(record)));
    }
    hits
}

/// Reports a percentage that changes nothing for any receiver: the default, or any share of the policy `none`.
fn idle_percentage(record: &DmarcRecord) -> Vec<Hit> {
    let tag = idle_percentage_tag(record);
    let hits = tag.map(|tag| {
        let percent = record.percentage.value;
        let message = if percent == 100 {
            "pct=100 is the default.".to_owned()
        } else {
            format!("pct={percent} has no effect because the policy is none.")
        };
        Hit::at(tag.span, message)
    });
    hits.into_iter().collect()
}

/// Returns the tag with such a percentage.
fn idle_percentage_tag(record: &DmarcRecord) -> Option<&Tag> {
    let is_idle = record.percentage.value == 100 || !record.is_enforcing();
    record
        .tag(TagName::Percentage)
        .filter(|tag| tag.value == Value::Valid && record.outcome == Outcome::Policy && is_idle)
}

/// Reports `rf` and `ri`.
fn historic_tags(record: &DmarcRecord) -> Vec<Hit> {
    let tags = record.problems_of(|kind| match kind {
        ProblemKind::HistoricTag(TagName::Percentage) => None,
        ProblemKind::HistoricTag(name) => Some(*name),
        _ => None,
    });
    let hits = tags.map(|(name, span)| {
        Hit::at(
            span,
            format!("RFC 9989 removed {name}, so receivers on RFC 9989 ignore it."),
        )
    });
    most(hits)
}

/// Reports size limits of otherwise valid addresses.
fn size_limits(record: &DmarcRecord) -> Vec<Hit> {
    let limited = record.report_uris().filter(|(_, uri)| is_limited(uri));
    let hits = limited.map(|(name, uri)| {
        let written = shown(uri.span.of(&record.text));
        Hit::at(
            uri.span,
            format!("{written} in {name} has a size limit, which receivers on RFC 9989 ignore."),
        )
    });
    most(hits)
}

/// Whether receivers use an address that has a size limit.
fn is_limited(uri: &ReportUri) -> bool {
    uri.is_valid() && uri.has_size_limit
}

/// Reports tags that neither standard defines and that resemble no other tag.
fn unknown_tags(record: &DmarcRecord) -> Vec<Hit> {
    let causes = Causes::of(record);
    let misspelled = misspelled(record);
    let unknown = record.problems_of(|kind| (*kind == ProblemKind::UnknownTag).then_some(()));
    let hits = unknown
        .filter(|&((), span)| !causes.cover(span) && !misspelled.iter().any(|tag| tag.span == span))
        .map(|((), span)| {
            let name = shown(span.of(&record.text));
            Hit::at(
                span,
                format!("{name} is not a DMARC tag, so receivers ignore it."),
            )
        });
    most(hits)
}

/// Returns the record without all of these except unknown tags, which other software may read.
fn tidied(record: &DmarcRecord) -> String {
    let limited = record.report_uris().filter(|(_, uri)| is_limited(uri));
    let mut limited: Vec<_> = limited
        .map(|(_, uri)| (uri.span, uri.uri.as_str()))
        .collect();
    order::sort_by_key(&mut limited, |(span, _)| span.start);
    let is_percentage_idle = idle_percentage_tag(record).is_some();
    let unlimited = parse(&record.replaced_all(limited));
    let is_gone = |tag: &&Tag| match tag.name {
        Some(TagName::ReportFormat | TagName::ReportInterval) => true,
        Some(TagName::Percentage) => is_percentage_idle,
        _ => false,
    };
    let spans: Vec<_> = unlimited
        .tags
        .iter()
        .filter(is_gone)
        .map(|tag| tag.span)
        .collect();
    unlimited.without(&spans)
}
