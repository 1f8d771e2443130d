//! Nine or ten lookups

use super::shared::{is_open_ended, shares, whole_tree};
use crate::discovery::Facts;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::spf::MAX_LOOKUPS;

pub(in crate::findings) const RULE: Rule = Rule {
    id: "spf-lookups-near-limit",
    topic: Topic::Spf,
    severity: Severity::Advice,
    title: "SPF is close to the lookup limit",
    why: "SPF allows ten lookups. One more include breaks the record, and it need not be yours: the owner of an \
          included record can add one any day, and then receivers return permerror.",
    what_to_do: "Make room: remove services that you no longer use, and includes that have no effect. include, a, mx, \
                 ptr, exists and redirect count, also in included records. all, ip4, ip6 and exp do not.",
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
        "The SPF record of {} needs {at_least}{lookups} of {MAX_LOOKUPS} lookups ({}).",
        facts.domain,
        shares(tree)
    ))]
}
