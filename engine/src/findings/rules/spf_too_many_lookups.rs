//! More than ten lookups

use super::shared::{is_open_ended, repaired_record, shares, term_in_record, whole_tree};
use crate::discovery::Facts;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::spf::{Cause, MAX_LOOKUPS};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "spf-too-many-lookups",
    topic: Topic::Spf,
    severity: Severity::Problem,
    title: "SPF needs more than ten lookups",
    why: "Receivers stop at the eleventh term that needs a DNS lookup and return permerror. Only senders that an \
          earlier term matches still pass. For all others SPF is broken, although the record looks right.",
    what_to_do: "Remove services that you no longer use, and includes that have no effect. Write ip4 and ip6 for hosts \
                 whose addresses do not change. Put the include of a service that sends with a return-path at a \
                 subdomain only at that subdomain. include, a, mx, ptr, exists and redirect count, also in included \
                 records. all, ip4, ip6 and exp do not.",
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
        "The SPF record of {} needs {at_least}{} lookups ({}), but only {MAX_LOOKUPS} are allowed. It breaks at {}.",
        facts.domain,
        tree.total().lookups,
        shares(tree),
        term.unwrap_or_default()
    ));
    hit.suggestion = repaired_record(facts);
    vec![hit]
}
