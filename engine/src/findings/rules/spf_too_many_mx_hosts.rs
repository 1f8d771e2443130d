//! `mx` of a domain with more than ten hosts

use super::shared::{most, term_in_record};
use crate::discovery::Facts;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::mail_setup::MailSetup;
use crate::spf::{Cause, MAX_MX_HOSTS};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "spf-too-many-mx-hosts",
    topic: Topic::Spf,
    severity: Severity::Problem,
    title: "SPF mx with more than ten hosts",
    why: "Receivers look up the addresses of at most ten hosts of one mx. At the eleventh they return permerror. \
          Senders that no earlier term matches do not pass.",
    what_to_do: "List the networks of these hosts with ip4 and ip6 instead of mx.",
    references: &[Reference::new(7208, "4.6.4"), Reference::new(7208, "5.4")],
    check: Check::MailSetup(check),
};

/// Looks for `mx` terms with more hosts than the limit.
fn check(_: &Facts, mail_setup: &MailSetup) -> Vec<Hit> {
    let tree = &mail_setup.spf;
    let breaks = tree.breaks.iter();
    most(breaks.filter_map(|found| match (&found.cause, found.term) {
        (Cause::TooManyMxHosts(count), Some(place)) => {
            let term = term_in_record(tree, found.node, place)?;
            Some(Hit::new(format!(
                "{term} names {count} hosts, but only {MAX_MX_HOSTS} are allowed."
            )))
        }
        _ => None,
    }))
}
