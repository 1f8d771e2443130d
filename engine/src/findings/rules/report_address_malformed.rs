//! Example: `rua=mailto: dmarc@example.com`

use super::shared::{Causes, most, shown};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Suggestion, Topic};
use crate::record::describe_char;
use crate::record::dmarc::{DmarcRecord, ProblemKind, ReportUri, UriProblem, parse};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "report-address-malformed",
    topic: Topic::Reports,
    severity: Severity::Problem,
    title: "Malformed report address",
    why: "A report address is a URI, such as mailto:dmarc@example.com. Receivers skip one that they cannot read, so no \
          reports arrive there, and silence looks like a domain without problems.",
    what_to_do: "Write mailto: and a plain mail address. Write a comma or an exclamation mark in the address as %2C or \
                 %21.",
    references: &[Reference::new(9989, "4.7"), Reference::new(9990, "3.5")],
    check: Check::Dmarc(check),
};

/// Looks for entries that are neither a URI nor a bare mail address.
fn check(record: &DmarcRecord) -> Vec<Hit> {
    let causes = Causes::of(record);
    most(
        record
            .problems_of(|kind| match kind {
                ProblemKind::Uri(tag, problem) => Some((*tag, *problem)),
                _ => None,
            })
            .filter(|&(_, span)| !causes.cover(span))
            .filter_map(|((tag, problem), span)| {
                let written = span.of(&record.text);
                let what = match problem {
                    UriProblem::BadCharacter(c) => {
                        format!(
                            "contains a character that is not allowed in a URI, {}",
                            describe_char(c)
                        )
                    }
                    UriProblem::BadAddress => "is not mailto: with a mail address".to_owned(),
                    UriProblem::MissingScheme => "is not a URI".to_owned(),
                    _ => return None,
                };
                let message = format!(
                    "{} in {tag} {what}, so receivers send no reports there.",
                    shown(written)
                );
                let hit = Hit::at(span, message);
                Some(match plain(written) {
                    Some(uri) => hit.suggesting(Suggestion::instead(record.replaced(span, &uri))),
                    None => hit,
                })
            }),
    )
}

/// Returns the URI without blanks and angle brackets, if that makes it valid.
fn plain(written: &str) -> Option<String> {
    let uri = written.replace([' ', '\t', '<', '>'], "");
    let record = parse(&format!("v=DMARC1; rua={uri}"));
    record
        .aggregate_reports
        .iter()
        .all(ReportUri::is_mailto)
        .then_some(uri)
}
