//! A domain in use that can't have any selector.

use super::sender_without_alignment;
use super::shared::{enforced, used_for_mail};
use crate::discovery::Facts;
use crate::findings::{About, Check, Hit, Reference, Rule, Severity, Topic};
use crate::mail_setup::Subtree;

pub(in crate::findings) const RULE: Rule = Rule {
    id: "dkim-none",
    topic: Topic::Dkim,
    severity: Severity::Advice,
    title: "No DKIM keys",
    why: "Without a signature of this name, or of one that aligns with it, mail depends on SPF alone, which does not \
          survive forwarding. Large receivers require both from bulk senders.",
    what_to_do: "Set up DKIM at every server and service that sends. If messages are signed with d= of this exact \
                 name, its name servers deny by mistake that _domainkey exists.",
    references: &[
        Reference::new(9989, "4.10.2"),
        Reference::new(8020, "2"),
        Reference::new(6376, "3.6.2.1"),
    ],
    check: Check::Domain(check),
};

/// Looks for a domain in use without `_domainkey`. Another rule covers an organizational domain that asks for `reject`.
fn check(facts: &Facts) -> Vec<Hit> {
    let domain = &facts.domain;
    let Some(mail_setup) = used_for_mail(facts) else {
        return Vec::new();
    };
    let is_other_rules = enforced(facts) == Some("reject") && facts.is_organizational();
    if is_other_rules
        || mail_setup.dkim.subtree != Subtree::Empty
        || mail_setup
            .dkim
            .selectors
            .iter()
            .any(|s| !s.key.state.is_none())
    {
        return Vec::new();
    }
    let mut hits = vec![
        Hit::new(format!(
            "_domainkey.{domain} does not exist, so no mail can pass DKIM as {domain} itself."
        ))
        .about(About::Whole),
    ];
    hits.extend(sender_without_alignment::check(facts));
    hits
}
