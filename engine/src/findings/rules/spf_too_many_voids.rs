//! More than two void lookups

use super::shared::{terms_in_records, void_terms, whole_tree};
use crate::discovery::Facts;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::spf::{Cause, MAX_VOIDS};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "spf-too-many-voids",
    topic: Topic::Spf,
    severity: Severity::Problem,
    title: "Too many SPF terms find nothing",
    why: "Receivers should stop at the third term whose question finds no record, and answer permerror, so that \
          nobody can make them ask for names at random. For senders whom no term before it names, SPF is broken at \
          such receivers.",
    what_to_do: "Take out the terms whose hosts are gone.",
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
        "{} terms find nothing where {MAX_VOIDS} may: {}.",
        tree.total().voids_ipv4,
        terms_in_records(tree, &terms)
    ))]
}
