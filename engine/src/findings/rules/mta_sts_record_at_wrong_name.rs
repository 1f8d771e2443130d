//! An MTA-STS record at a name that is almost right.

use super::shared::at_wrong_name;
use crate::discovery::Facts;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::mail_setup::MailSetup;
use crate::record::OfKind;
use crate::record::mta_sts::StsRecord;

pub(in crate::findings) const RULE: Rule = Rule {
    id: "mta-sts-record-at-wrong-name",
    topic: Topic::MtaSts,
    severity: Severity::Advice,
    title: "MTA-STS record at the wrong name",
    why: "Senders look for the record only at _mta-sts below the domain. To them the domain has no MTA-STS, and its \
          mail may travel without TLS.",
    what_to_do: "Publish the record at the right name, then remove this one.",
    references: &[Reference::new(8461, "3.1")],
    check: Check::MailSetup(check),
};

/// Looks for a record at similar names if there is none at the right one.
fn check(facts: &Facts, mail_setup: &MailSetup) -> Vec<Hit> {
    at_wrong_name(facts, mail_setup, StsRecord::KIND)
}
