//! More than two void lookups for IPv6 senders alone

use super::shared::{terms_in_records, void_terms, whole_tree};
use crate::discovery::Facts;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::spf::{Cause, MAX_VOIDS};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "spf-too-many-voids-of-one-family",
    topic: Topic::Spf,
    severity: Severity::Advice,
    title: "Too many void lookups for IPv6 senders",
    why: "For a sender with an IPv6 address, receivers look up only AAAA records, and should return permerror at the \
          third term that finds none. The record lets IPv6 hosts send, so their mail may fail where IPv4 mail passes. \
          Receivers differ in how they count.",
    what_to_do: "Write ip4 for hosts that only have IPv4 addresses, or put the terms that IPv6 senders match before \
                 these.",
    references: &[Reference::new(7208, "4.6.4"), Reference::new(7208, "5")],
    check: Check::Domain(check),
};

/// Looks for a void lookup limit that only senders with an IPv6 address exceed.
fn check(facts: &Facts) -> Vec<Hit> {
    let Some(tree) = whole_tree(facts) else {
        return Vec::new();
    };
    let meets = |cause| tree.breaks.iter().any(|found| found.cause == cause);
    let has_ipv6 = tree
        .root()
        .is_some_and(|root| root.authorized.ipv6_networks > 0);
    if !has_ipv6 || !meets(Cause::TooManyVoidsIpv6) || meets(Cause::TooManyVoidsIpv4) {
        return Vec::new();
    }
    let terms = void_terms(tree, |_, ipv6| ipv6 > 0);
    vec![Hit::new(format!(
        "For IPv6 senders, {} terms find nothing, but only {MAX_VOIDS} may: {}.",
        tree.total().voids_ipv6,
        terms_in_records(tree, &terms)
    ))]
}
