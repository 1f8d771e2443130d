//! Example: `rua=mailto:a@example.com,mailto:a@example.com`

use super::shared::{most, shown};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Suggestion, Topic};
use crate::record::Span;
use crate::record::dmarc::DmarcRecord;

pub(in crate::findings) const RULE: Rule = Rule {
    id: "report-address-twice",
    topic: Topic::Reports,
    severity: Severity::Note,
    title: "Report address appears twice",
    why: "Receivers may send every report to it twice.",
    what_to_do: "Keep one of them.",
    references: &[Reference::new(9989, "4.7"), Reference::new(9990, "3.5")],
    check: Check::Dmarc(check),
};

/// Looks for an address that is already in the same list.
fn check(record: &DmarcRecord) -> Vec<Hit> {
    let mut seen = Vec::new();
    most(record.report_uris().filter_map(|(name, uri)| {
        let address = uri.address.as_deref().filter(|_| uri.is_valid())?;
        let this = (name, address.to_ascii_lowercase());
        if !seen.contains(&this) {
            seen.push(this);
            return None;
        }
        let before = record.text.get(..uri.span.start)?;
        // Both are in one list, so there is a comma between them.
        let comma = Span::new(before.rfind(',')?, uri.span.end);
        let message = format!("{} appears twice in {name}.", shown(address));
        let text = record.replaced(comma, "");
        Some(Hit::at(uri.span, message).suggesting(Suggestion::instead(text)))
    }))
}
