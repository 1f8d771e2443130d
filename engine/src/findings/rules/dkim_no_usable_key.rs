//! Keys were found, but none that lets mail pass.

use super::shared::{MOST, used_for_mail};
use crate::discovery::Facts;
use crate::findings::{About, Check, Hit, Reference, Rule, Severity, Topic};
use crate::mail_setup::{Dkim, RecordState};
use crate::record::dkim::Outcome;

pub(in crate::findings) const RULE: Rule = Rule {
    id: "dkim-no-usable-key",
    topic: Topic::Dkim,
    severity: Severity::Note,
    title: "None of the DKIM keys found is usable",
    why: "Mail signed with these selectors counts as unsigned. There may be other selectors; DNS does not list them.",
    what_to_do: "Look for s= in the DKIM-Signature field of a sent message, and check again with that selector. Fix \
                 the keys in use.",
    references: &[Reference::new(6376, "3.1"), Reference::new(6376, "6.1.2")],
    check: Check::Domain(check),
};

/// Looks for a domain in use whose keys verifiers can't use.
fn check(facts: &Facts) -> Vec<Hit> {
    let Some(mail_setup) = used_for_mail(facts) else {
        return Vec::new();
    };
    let dkim = &mail_setup.dkim;
    let mut states = dkim.selectors.iter().map(|selector| &selector.key.state);
    let is_open = !facts.is_complete || states.any(RecordState::is_unknown);
    if is_open || dkim.usable().next().is_some() {
        return Vec::new();
    }
    let unusable = described(dkim);
    if unusable.is_empty() {
        return Vec::new();
    }
    vec![
        Hit::new(format!(
            "None of the keys found for {} can be used: {}.",
            facts.domain,
            unusable.join(", ")
        ))
        .about(About::Whole),
    ]
}

/// Lists the selectors with their keys.
fn described(dkim: &Dkim) -> Vec<String> {
    let found = dkim.found().map(|(selector, record)| {
        let what = match record.outcome {
            Outcome::Revoked => "revoked",
            Outcome::Ok | Outcome::Unusable => "broken",
        };
        format!("{} ({what})", selector.selector)
    });
    found.take(MOST).collect()
}
