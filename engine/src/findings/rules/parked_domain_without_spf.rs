//! A domain that accepts no mail and does not declare whether it sends any.

use crate::discovery::{Existence, Facts};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Suggestion, Topic};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "parked-domain-without-spf",
    topic: Topic::Spf,
    severity: Severity::Advice,
    title: "Unused domain without SPF record",
    why: "Mail cannot reach this domain, so most likely it sends none either. Without an SPF record that says so, \
          receivers that check SPF but not DMARC cannot tell that mail in its name is forged.",
    what_to_do: "If nothing is sent in its name, publish this record. Otherwise list its senders in it.",
    references: &[Reference::new(7208, "10.1.2"), Reference::new(7505, "4.2")],
    check: Check::Domain(check),
};

/// Looks for a domain that no mail can reach and that has neither an SPF record nor a DKIM key.
fn check(facts: &Facts) -> Vec<Hit> {
    let domain = &facts.domain;
    let Some(mail_setup) = facts.mail_setup.as_deref() else {
        return Vec::new();
    };
    let has_no_spf = facts
        .mail
        .spf_records
        .as_deref()
        .is_some_and(<[_]>::is_empty);
    let is_parked = facts.existence == Existence::Exists
        && domain.label_count() > 1
        && has_no_spf
        && mail_setup.mx.takes_mail() == Some(false)
        && !mail_setup.dkim.is_pending()
        && !mail_setup.dkim.may_have_usable();
    if !is_parked {
        return Vec::new();
    }
    let message = format!("{domain} accepts no mail, but no SPF record says that it sends none.");
    vec![Hit::new(message).suggesting(Suggestion::at(domain.clone(), "v=spf1 -all"))]
}
