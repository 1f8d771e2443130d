//! More than two void lookups

use super::shared::{terms_in_records, void_terms, whole_tree};
use crate::discovery::Facts;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::spf::{Cause, MAX_VOIDS};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "spf-too-many-voids",
    topic: Topic::Spf,
    severity: Severity::Problem,
    title: "Too many void lookups in SPF",
    why: "Receivers should stop at the third term whose lookup finds no record (a void lookup) and return permerror. \
          This keeps others from making them look up random names. At such receivers, SPF is broken for senders that \
          no earlier term matches.",
    what_to_do: "Remove the terms whose hosts no longer exist.",
    references: &[Reference::new(7208, "4.6.4")],
    check: Check::Domain(check),
};

/// Looks for an exceeded void lookup limit, for senders with an IPv4 address.
fn check(facts: &Facts) -> Vec<Hit> {
    let Some(tree) = whole_tree(facts).filter(|tree| {
        let mut breaks = tree.breaks.iter();
        breaks.any(|found| found.cause == Cause::TooManyVoidsIpv4)
    }) else {
        return Vec::new();
    };
    let terms = void_terms(tree, |ipv4, _| ipv4 > 0);
    vec![Hit::new(format!(
        "{} terms find nothing, but only {MAX_VOIDS} may: {}.",
        tree.total().voids_ipv4,
        terms_in_records(tree, &terms)
    ))]
}
