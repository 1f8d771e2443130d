//! An unused domain that does not tell senders so.

use super::parked_domain_not_locked;
use crate::discovery::Facts;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::mail_setup::MailHosts;

pub(in crate::findings) const RULE: Rule = Rule {
    id: "parked-domain-without-null-mx",
    topic: Topic::Mx,
    severity: Severity::Note,
    title: "Unused domain without null MX",
    why: "SPF says that this domain sends no mail. Without an MX record, senders still try to deliver mail to its \
          address records and may keep trying for days. A null MX record tells them at once that it accepts no mail.",
    what_to_do: "Publish the MX record 0 . at the domain: preference 0 and a single dot as its host.",
    references: &[Reference::new(7505, "3"), Reference::new(5321, "5.1")],
    check: Check::Domain(check),
};

/// Looks for a parked domain that lacks only the null MX. If more is missing, one finding covers it all.
fn check(facts: &Facts) -> Vec<Hit> {
    let is_locked = parked_domain_not_locked::check(facts).is_empty();
    hit(facts).filter(|_| is_locked).into_iter().collect()
}

/// Creates a hit for a parked domain with an address but no MX record. Without an address, senders do not try to deliver.
pub(super) fn hit(facts: &Facts) -> Option<Hit> {
    let mx = facts.mail_setup.as_deref().map(|mail_setup| &mail_setup.mx);
    if !facts.mail.is_parked() || !mx.is_some_and(MailHosts::is_at_own_address) {
        return None;
    }
    Some(Hit::new(format!(
        "{0} has an address but no MX record, so senders try to deliver mail there. The null MX record {0}. MX 0 . stops \
         that.",
        facts.domain
    )))
}
