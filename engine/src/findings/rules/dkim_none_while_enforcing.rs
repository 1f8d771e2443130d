//! An enforced policy that depends on SPF alone.

use super::sender_without_alignment;
use super::shared::used_for_mail;
use crate::discovery::{Facts, Handling, RowKind};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::mail_setup::Subtree;

pub(in crate::findings) const RULE: Rule = Rule {
    id: "dkim-none-while-enforcing",
    topic: Topic::Dkim,
    severity: Severity::Problem,
    title: "Policy depends on SPF alone",
    why: "A forwarded message reaches the receiver from a server that SPF does not list. Without a DKIM signature it \
          then fails DMARC, and the policy asks receivers to refuse it although it is legitimate. At p=reject, a \
          domain must not rely on SPF alone.",
    what_to_do: "Set up DKIM at every server and service that sends, unless all mail is signed with names below this \
                 one. If legitimate mail is refused meanwhile, go back to p=quarantine.",
    references: &[
        Reference::new(9989, "7.4"),
        Reference::new(9989, "8"),
        Reference::new(9989, "4.10.2"),
        Reference::new(8020, "2"),
    ],
    check: Check::Domain(check),
};

/// Looks for an organizational domain in use that asks for `reject` without `_domainkey`. A subdomain's mail may be signed as the
/// parent domain.
fn check(facts: &Facts) -> Vec<Hit> {
    let domain = &facts.domain;
    let row = facts.effect(RowKind::This);
    let is_reject = row.is_some_and(|row| row.rfc9989.handling == Handling::Reject);
    let Some(mail_setup) = used_for_mail(facts).filter(|_| is_reject) else {
        return Vec::new();
    };
    if !facts.is_organizational()
        || mail_setup.dkim.subtree != Subtree::Empty
        || mail_setup
            .dkim
            .selectors
            .iter()
            .any(|s| !s.key.state.is_none())
    {
        return Vec::new();
    }
    let mut hits = vec![Hit::new(format!(
        "{domain} asks for reject, but _domainkey.{domain} does not exist, so no mail can pass DKIM as {domain} \
         itself."
    ))];
    hits.extend(sender_without_alignment::check(facts));
    hits
}
