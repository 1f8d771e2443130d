//! More SPF records than a check follows

use crate::discovery::Facts;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::mail_setup::MailSetup;
use crate::spf::{Cut, MAX_ADDRESSES, MAX_DEPTH, MAX_NODES, MAX_TERMS};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "spf-tree-cut",
    topic: Topic::Spf,
    severity: Severity::Note,
    title: "SPF is too large to check in full",
    why: "A hostile record can lead to thousands of others, so this checker stops at a limit. Receivers stop much \
          earlier, at ten lookups. So what is left out cannot count there anyway, or names more hosts than can be \
          shown.",
    what_to_do: "Make the record smaller. The numbers shown for it are minimums.",
    references: &[Reference::new(7208, "4.6.4"), Reference::new(7208, "11.1")],
    check: Check::MailSetup(check),
};

/// Looks for the check's limits that were reached.
fn check(facts: &Facts, mail_setup: &MailSetup) -> Vec<Hit> {
    let cuts = mail_setup.spf.cuts.iter();
    cuts.map(|cut| {
        let what = match cut {
            Cut::Nodes => format!("leads to more than {MAX_NODES} records"),
            Cut::Depth => format!("is nested more than {MAX_DEPTH} records deep"),
            Cut::Terms => format!("leads to more than {MAX_TERMS} terms"),
            Cut::Addresses => format!("names a host with more than {MAX_ADDRESSES} addresses"),
            Cut::Questions => "needs more queries than one check sends".to_owned(),
        };
        Hit::new(format!(
            "The SPF record of {} {what}; the rest is left out.",
            facts.domain
        ))
    })
    .collect()
}
