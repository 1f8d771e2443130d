//! Example: `rua=mailto:a@example.com; mailto:b@example.com`

use super::shared::{most, shown};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Suggestion, Topic};
use crate::record::dmarc::{DmarcRecord, TagName};
use crate::record::{Span, elements};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "report-address-after-semicolon",
    topic: Topic::Reports,
    severity: Severity::Problem,
    title: "Report address after a semicolon",
    why: "A semicolon ends the list of report addresses. Receivers skip what follows it, so no reports arrive at that \
          address.",
    what_to_do: "Separate report addresses with commas.",
    references: &[Reference::new(9989, "4.8"), Reference::new(9989, "4.7")],
    check: Check::Dmarc(check),
};

/// Looks for addresses without a tag that follow `rua` or `ruf`.
fn check(record: &DmarcRecord) -> Vec<Hit> {
    most(stray_addresses(record).into_iter().map(
        |StrayAddress {
             tag,
             separator,
             span,
         }| {
            let address = span.of(&record.text);
            let message = format!(
                "{} comes after a semicolon, so it is not part of {tag} and gets no reports.",
                shown(address)
            );
            let scheme = if is_mailto(address) { "" } else { "mailto:" };
            let joined = Span::new(separator.start, span.end);
            let text = record.replaced(joined, &format!(",{scheme}{address}"));
            Hit::at(span, message).suggesting(Suggestion::instead(text))
        },
    ))
}

/// An address that belongs in a list.
pub(super) struct StrayAddress {
    /// The tag with the list, `rua` or `ruf`.
    tag: TagName,
    /// From the end of the previous element to the start of the address.
    separator: Span,
    /// The place of the address.
    pub(super) span: Span,
}

/// Returns the addresses without a tag that follow `rua` or `ruf`, in order.
pub(super) fn stray_addresses(record: &DmarcRecord) -> Vec<StrayAddress> {
    let text = &record.text;
    let mut strays = Vec::new();
    let mut before = None;
    for element in elements(text) {
        let written = element.span.of(text);
        before = if element.value.is_some() {
            TagName::from_name(element.name.of(text))
                .filter(|tag| matches!(tag, TagName::AggregateReports | TagName::FailureReports))
                .map(|tag| (tag, element.span.end))
        } else if let Some((tag, end)) = before.filter(|_| is_address(written)) {
            strays.push(StrayAddress {
                tag,
                separator: Span::new(end, element.span.start),
                span: element.span,
            });
            Some((tag, element.span.end))
        } else {
            before.filter(|_| element.is_empty())
        };
    }
    strays
}

/// Whether an element is a mail address, with or without the scheme.
fn is_address(element: &str) -> bool {
    let is_plain = element
        .chars()
        .all(|c| c.is_ascii_graphic() && !"\"\\'`".contains(c));
    is_plain && element.contains('@')
}

/// Whether an address starts with `mailto:`.
fn is_mailto(address: &str) -> bool {
    address
        .get(..7)
        .is_some_and(|start| start.eq_ignore_ascii_case("mailto:"))
}
