//! A BIMI record at a name that is almost right.

use super::shared::at_wrong_name;
use crate::discovery::Facts;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::mail_setup::MailSetup;
use crate::record::OfKind;
use crate::record::bimi::BimiRecord;

pub(in crate::findings) const RULE: Rule = Rule {
    id: "bimi-record-at-wrong-name",
    topic: Topic::Bimi,
    severity: Severity::Advice,
    title: "BIMI record at the wrong name",
    why: "Unless a message names another selector, receivers look for the record at default._bimi below the domain. \
          They do not find this one and show no logo.",
    what_to_do: "Publish the record at the right name, then remove this one.",
    references: &[Reference::bimi("4.3"), Reference::bimi("4.4")],
    check: Check::MailSetup(check),
};

/// Looks for a record at similar names if there is none at the right one.
fn check(facts: &Facts, mail_setup: &MailSetup) -> Vec<Hit> {
    at_wrong_name(facts, mail_setup, BimiRecord::KIND)
}
