//! Nine or ten lookups

use super::shared::{is_open_ended, shares, whole_tree};
use crate::discovery::Facts;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::spf::MAX_LOOKUPS;

pub(in crate::findings) const RULE: Rule = Rule {
    id: "spf-lookups-near-limit",
    topic: Topic::Spf,
    severity: Severity::Advice,
    title: "SPF has hardly room for more look-ups",
    why: "Ten look-ups are allowed. One more include breaks the record, and it need not be the owner's: whoever \
          publishes a record that this one includes may add to it any day, and from then on receivers answer \
          permerror.",
    what_to_do: "Make room: take out services that are no longer used, and includes by which nothing passes. Counted \
                 are include, a, mx, ptr, exists and redirect, those in included records too; not all, ip4, ip6 and \
                 exp.",
    references: &[Reference::new(7208, "4.6.4")],
    check: Check::Domain(check),
};

/// Looks for a lookup count close to the limit.
fn check(facts: &Facts) -> Vec<Hit> {
    let Some(tree) = whole_tree(facts) else {
        return Vec::new();
    };
    let lookups = tree.total().lookups;
    if !(MAX_LOOKUPS - 1..=MAX_LOOKUPS).contains(&lookups) {
        return Vec::new();
    }
    let at_least = if is_open_ended(tree) { "at least " } else { "" };
    vec![Hit::new(format!(
        "The SPF record of {} takes {at_least}{lookups} of {MAX_LOOKUPS} look-ups ({}).",
        facts.domain,
        shares(tree)
    ))]
}
