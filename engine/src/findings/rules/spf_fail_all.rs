//! `v=spf1 mx -all` in a domain with keys and a policy

use super::shared::{SpfText, enforced, in_records};
use super::spf_softfail_without_senders::names_nobody;
use crate::discovery::Facts;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::mail_setup::MailSetup;
use crate::record::spf::{Outcome, Qualifier};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "spf-fail-all",
    topic: Topic::Spf,
    severity: Severity::Note,
    title: "SPF fails other senders outright",
    why: "With -all, some receivers refuse a message from an unlisted host before they see its content. They then miss \
          a DKIM signature that would pass DMARC, as with forwarded mail, and the message does not appear in aggregate \
          reports. Others leave it to DMARC, for which -all and ~all are the same: neither passes.",
    what_to_do: "Keep -all if every sender is listed and forwarded mail may be lost. With DKIM and a DMARC policy of \
                 quarantine or reject, ~all is as strict and loses less.",
    references: &[Reference::new(9989, "7.1"), Reference::new(7208, "8.4")],
    check: Check::MailSetup(check),
};

/// Looks at every record that the domain's own leads to, if DKIM works and DMARC asks for something. Only then `-all` is known to
/// lose mail without gaining anything.
fn check(facts: &Facts, mail_setup: &MailSetup) -> Vec<Hit> {
    if enforced(facts).is_none() || mail_setup.dkim.reliable().next().is_none() {
        return Vec::new();
    }
    in_records(facts, mail_setup, find)
}

/// Looks for `-all` in a record that names senders.
pub(in crate::findings) fn find(text: &SpfText) -> Vec<Hit> {
    let record = text.record;
    let all = record.all_index().and_then(|all| record.terms.get(all));
    let all = all.filter(|all| all.qualifier == Some(Qualifier::Fail));
    let Some(all) =
        all.filter(|_| text.is_deciding && !names_nobody(record) && record.outcome == Outcome::Ok)
    else {
        return Vec::new();
    };
    let (term, place) = (text.shown(all.span), &text.place);
    let message = format!("{term} in {place} fails every sender that is not listed.");
    vec![Hit::at(all.span, message)]
}
