//! An alias at the `_dmarc` name that leads to no record.

use crate::discovery::Facts;
use crate::dns::Outcome;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::record::dmarc::{is_dmarc, resembles_dmarc};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "alias-without-record",
    topic: Topic::Discovery,
    severity: Severity::Problem,
    title: "CNAME points to no DMARC record",
    why: "The _dmarc name is a CNAME, but its target has no DMARC record, so receivers find no policy. If the target's \
          domain is free to register, anyone who registers it controls the policy.",
    what_to_do: "Ask the target's operator to publish the record there, or replace the CNAME record with your own TXT \
                 record.",
    references: &[Reference::new(1034, "3.6.2"), Reference::new(9989, "4.10")],
    check: Check::Domain(check),
};

/// Looks for an alias at the domain's own `_dmarc` name whose target has no DMARC record.
fn check(facts: &Facts) -> Vec<Hit> {
    let Some(answer) = facts.answers.policy_answer(&facts.domain) else {
        return Vec::new();
    };
    let Some(target) = answer.aliases.last() else {
        return Vec::new();
    };
    // A wildcard for web hosts also answers at this name, but nobody meant it for DMARC.
    let is_wildcard = facts
        .wildcard
        .as_ref()
        .and_then(|wildcard| facts.answers.policy_answer(&wildcard.name))
        .is_some_and(|control| control.aliases == answer.aliases);
    let is_record = |text: &String| is_dmarc(text) || resembles_dmarc(text);
    let what = match &answer.outcome {
        _ if is_wildcard => return Vec::new(),
        Outcome::Failed(_) => return Vec::new(),
        Outcome::NxDomain => "which does not exist",
        Outcome::NoData => "which has no TXT record",
        Outcome::Records(_) if answer.texts().iter().any(is_record) => return Vec::new(),
        Outcome::Records(_) => "which has TXT records, but none for DMARC",
    };
    vec![Hit::new(format!(
        "_dmarc.{} is an alias of {target}, {what}.",
        facts.domain
    ))]
}
