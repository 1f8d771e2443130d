//! Example: `rua=dmarc@example.com`

use super::shared::{Causes, most, shown};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Suggestion, Topic};
use crate::record::dmarc::{DmarcRecord, UriProblem};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "report-address-without-mailto",
    topic: Topic::Reports,
    severity: Severity::Problem,
    title: "Report address without mailto:",
    why: "A report address is a URI. Receivers skip one that is not, so no reports arrive there, and silence looks \
          like a domain without problems.",
    what_to_do: "Put mailto: in front of the address.",
    references: &[Reference::new(9989, "4.7"), Reference::new(9990, "3.5")],
    check: Check::Dmarc(check),
};

/// Looks for bare mail addresses in place of URIs.
fn check(record: &DmarcRecord) -> Vec<Hit> {
    let causes = Causes::of(record);
    most(
        record
            .report_uris()
            .filter(|(_, uri)| uri.problem == Some(UriProblem::MissingMailto))
            .filter(|(_, uri)| !causes.cover(uri.span))
            .filter_map(|(tag, uri)| {
                let message = format!(
                    "{} in {tag} is not a URI, so receivers send no reports there.",
                    shown(&uri.uri)
                );
                let text = record.replaced(uri.span, &format!("mailto:{}", uri.address.as_ref()?));
                Some(Hit::at(uri.span, message).suggesting(Suggestion::instead(text)))
            }),
    )
}
