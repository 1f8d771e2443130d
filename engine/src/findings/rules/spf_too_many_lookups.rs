//! More than ten lookups

use super::shared::{is_open_ended, repaired_record, shares, term_in_record, whole_tree};
use crate::discovery::Facts;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::spf::{Cause, MAX_LOOKUPS};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "spf-too-many-lookups",
    topic: Topic::Spf,
    severity: Severity::Problem,
    title: "SPF takes more than ten look-ups",
    why: "Receivers stop at the eleventh term that asks DNS and answer permerror. Only senders whom a term before it \
          names still pass; for all others SPF is broken, though the record looks right.",
    what_to_do: "Take out services that are no longer used, and includes by which nothing passes. Write ip4 and ip6 \
                 for hosts whose addresses do not change. A service that sends with a return-path at a subdomain \
                 needs its include there only. Counted are include, a, mx, ptr, exists and redirect, those in \
                 included records too; not all, ip4, ip6 and exp.",
    references: &[Reference::new(7208, "4.6.4")],
    check: Check::Domain(check),
};

/// Looks for the term that exceeds the limit.
fn check(facts: &Facts) -> Vec<Hit> {
    let Some(tree) = whole_tree(facts) else {
        return Vec::new();
    };
    let mut breaks = tree.breaks.iter();
    let Some(found) = breaks.find(|found| found.cause == Cause::TooManyLookups) else {
        return Vec::new();
    };
    let term = found
        .term
        .and_then(|term| term_in_record(tree, found.node, term));
    let at_least = if is_open_ended(tree) { "at least " } else { "" };
    let mut hit = Hit::new(format!(
        "The SPF record of {} takes {at_least}{} look-ups where {MAX_LOOKUPS} are allowed ({}); it breaks at {}.",
        facts.domain,
        tree.total().lookups,
        shares(tree),
        term.unwrap_or_default()
    ));
    hit.suggestion = repaired_record(facts);
    vec![hit]
}
