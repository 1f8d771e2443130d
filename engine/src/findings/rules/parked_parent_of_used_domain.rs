//! A domain in use for mail below a locked one.

use super::shared::{enforced, used_for_mail};
use crate::discovery::Facts;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::mail_setup::MxState;
use crate::record::spf::allows_nobody;

pub(in crate::findings) const RULE: Rule = Rule {
    id: "parked-parent-of-used-domain",
    topic: Topic::Policy,
    severity: Severity::Advice,
    title: "Used for mail, but below a locked domain",
    why: "The policy was made for a domain without mail, but it applies to real messages here. Receivers are asked to \
          stop those that pass neither SPF nor DKIM for this name. The SPF record of the domain above does not apply \
          here.",
    what_to_do: "Make sure that all mail from here passes SPF or DKIM for this name. Give the name its own DMARC \
                 record with today's policy and a report address. Ask for less there only if legitimate mail fails \
                 today.",
    references: &[
        Reference::new(9989, "4.10.1"),
        Reference::new(7208, "10.1.2"),
    ],
    check: Check::Domain(check),
};

/// Looks for a parent that neither sends nor names mail hosts, but has the policy of a domain in use.
fn check(facts: &Facts) -> Vec<Hit> {
    let (Some(mail_setup), Some(policy)) = (used_for_mail(facts), enforced(facts)) else {
        return Vec::new();
    };
    let parent = mail_setup.parent.as_ref().filter(|parent| {
        let spf = parent.spf.record();
        spf.is_some_and(|record| allows_nobody(&record.text))
            && matches!(parent.mx, MxState::Null | MxState::NoRecords(_))
    });
    parent
        .map(|parent| {
            Hit::new(format!(
                "{0} is used for mail, but its policy ({policy}) comes from {1}, which is not.",
                facts.domain, parent.domain
            ))
        })
        .into_iter()
        .collect()
}
