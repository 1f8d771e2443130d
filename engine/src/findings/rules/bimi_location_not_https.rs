//! Example: `v=BIMI1; l=http://example.com/logo.svg`

use super::shared::{Kept, most, shown};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Text, Topic};
use crate::record::bimi::{BimiRecord, ProblemKind};
use crate::record::{TagNames, describe_char};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "bimi-location-not-https",
    topic: Topic::Bimi,
    severity: Severity::Advice,
    title: "BIMI address is not https",
    why: "Receivers fetch the logo and its certificate only from https: addresses with a full host name. Any other \
          address makes the record invalid, and no logo is shown.",
    what_to_do: "Use https: addresses for both, with commas and semicolons percent-encoded.",
    references: &[Reference::bimi("4.3")],
    check: Check::Text(Text::Bimi(find)),
};

/// Looks for locations that receivers can't use.
fn find(kept: &Kept<BimiRecord>) -> Vec<Hit> {
    let (record, place) = (kept.record, kept.place());
    let hits = record.problems.iter().filter_map(|problem| {
        let written = shown(problem.span.of(&record.text));
        let message = match problem.kind {
            ProblemKind::NotHttps(tag) => format!(
                "{} in the BIMI record{place} is “{written}”, which is not an https: address with a full host name.",
                tag.as_str()
            ),
            ProblemKind::UriCharacter(tag, c) => format!(
                "{} in the BIMI record{place} contains a character that is not allowed in an address: {}.",
                tag.as_str(),
                describe_char(c)
            ),
            _ => return None,
        };
        Some(kept.hit(Some(problem.span), message))
    });
    most(hits)
}
