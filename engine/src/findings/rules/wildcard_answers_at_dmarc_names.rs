//! Example: `*.example.com TXT "v=DMARC1; p=none"`

use crate::discovery::{Facts, StepOutcome};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::record::dmarc::{DmarcRecord, Outcome};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "wildcard-answers-at-dmarc-names",
    topic: Topic::Discovery,
    severity: Severity::Advice,
    title: "Wildcard answers with DMARC records",
    why: "A made-up name gets its own DMARC record from the wildcard, so receivers never reach sp and np of the record \
          above. Names that exist do not get it, because a wildcard only answers for names that are not there.",
    what_to_do: "Say what is meant for names below the domain with sp and np in the record at _dmarc. Remove the DMARC \
                 record from the wildcard.",
    references: &[
        Reference::new(4592, "2.2.1"),
        Reference::new(9989, "4.10.1"),
    ],
    check: Check::Domain(check),
};

/// Looks for DMARC records at the made-up name.
fn check(facts: &Facts) -> Vec<Hit> {
    let Some(wildcard) = &facts.wildcard else {
        return Vec::new();
    };
    let name = &wildcard.name;
    let domain = &facts.domain;
    match &wildcard.policy {
        StepOutcome::Found(record) => vec![Hit::new(format!(
            "The made-up name _dmarc.{name} has a DMARC record {}. A wildcard gives it to every name below {domain} \
             that is not there.",
            described(record)
        ))],
        StepOutcome::Several(records) => vec![Hit::new(format!(
            "The made-up name _dmarc.{name} has {} DMARC records from a wildcard. Receivers on RFC 9989 discard them; \
             those on RFC 7489 apply no DMARC to such names.",
            records.len()
        ))],
        _ => Vec::new(),
    }
}

/// Returns what the record asks for.
fn described(record: &DmarcRecord) -> String {
    match record.outcome {
        Outcome::Policy => format!("with p={}", record.policy.value),
        Outcome::Monitoring => "that counts as p=none".to_owned(),
        Outcome::Ignored => "without effect".to_owned(),
    }
}
