//! `sp` and `np` below the organizational domain.

use super::shared::most;
use crate::discovery::Facts;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Suggestion, Topic};
use crate::record::dmarc::TagName;

pub(in crate::findings) const RULE: Rule = Rule {
    id: "subdomain-tags-without-effect",
    topic: Topic::Policy,
    severity: Severity::Advice,
    title: "Subdomain tags below the Organizational Domain",
    why: "Names below get their policy from the Organizational Domain, never from a name in between. So sp and np have \
          an effect only in the record there.",
    what_to_do: "Set sp and np in the record of the Organizational Domain, and remove them here. A name below that \
                 needs its own policy needs its own record.",
    references: &[
        Reference::new(9989, "4.7"),
        Reference::new(9989, "4.10.1"),
        Reference::new(7489, "6.3"),
    ],
    check: Check::Domain(check),
};

/// Looks for these tags in the domain's own record if that is not the organizational domain's record.
fn check(facts: &Facts) -> Vec<Hit> {
    let organizational = facts.organizational_domain();
    let organizational = organizational.filter(|name| *name != facts.domain);
    let (Some(record), Some(organizational)) = (facts.own_record(), organizational) else {
        return Vec::new();
    };
    let is_dead = |name| match name {
        Some(TagName::NonexistentPolicy) => true,
        // Receivers on RFC 7489 use it at the registered name.
        Some(TagName::SubdomainPolicy) => !facts.is_registered_name(),
        _ => false,
    };
    let dead: Vec<_> = record
        .tags
        .iter()
        .filter(|tag| is_dead(tag.name))
        .map(|tag| tag.span)
        .collect();
    // By a public suffix list, a top-level domain is never organizational.
    let who = if organizational.label_count() == 1 {
        "for receivers on RFC 9989 "
    } else {
        ""
    };
    most(
        dead.iter()
            .map(|span| {
                let message = format!(
                    "{} has no effect here: {who}the Organizational Domain is {organizational}, and names below {} get \
                     their policy from there.",
                    span.of(&record.text),
                    facts.domain
                );
                Hit::at(*span, message).suggesting(Suggestion::instead(record.without(&dead)))
            }),
    )
}
