//! `rua=dmarc@example.com`

use super::shared::{Causes, MOST, shown};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Suggestion};
use crate::record::dmarc::{DmarcRecord, ProblemKind, UriProblem};

/// The rule.
pub(in crate::findings) const RULE: Rule = Rule {
    id: "report-address-without-mailto",
    severity: Severity::Problem,
    title: "Report address without mailto:",
    why: "A report address is a URI. Receivers skip one that is not, so reports never arrive there, and silence \
          looks like a domain without trouble.",
    what_to_do: "Put mailto: in front of the address.",
    references: &[Reference::new(9989, "4.7"), Reference::new(9990, "3.5")],
    check: Check::Record(check),
};

/// Looks for mail addresses that stand where a URI should.
fn check(record: &DmarcRecord) -> Vec<Hit> {
    let causes = Causes::of(record);
    record
        .problems_of(|kind| match kind {
            ProblemKind::Uri(tag, UriProblem::MissingMailto) => Some(*tag),
            _ => None,
        })
        .filter(|&(_, span)| !causes.cover(span))
        .take(MOST)
        .map(|(tag, span)| {
            let address = span.of(&record.text);
            let message = format!(
                "{} in {tag} is no URI, so receivers send no reports there.",
                shown(address)
            );
            let text = record.replaced(span, &format!("mailto:{address}"));
            Hit::at(span, message).suggesting(Suggestion::instead(text))
        })
        .collect()
}
