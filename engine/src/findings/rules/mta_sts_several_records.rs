//! More than one MTA-STS record at one name.

use super::shared::several;
use crate::discovery::Facts;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::mail_setup::MailSetup;

pub(in crate::findings) const RULE: Rule = Rule {
    id: "mta-sts-several-records",
    topic: Topic::MtaSts,
    severity: Severity::Problem,
    title: "Several MTA-STS records at one name",
    why: "Senders that find several MTA-STS records treat the domain as one without MTA-STS, unless they still have a \
          cached policy. Its mail may then travel without TLS, or to a host that does not prove its name.",
    what_to_do: "Keep one record and remove the others.",
    references: &[Reference::new(8461, "3.1")],
    check: Check::MailSetup(check),
};

/// Looks for several records.
fn check(_: &Facts, mail_setup: &MailSetup) -> Vec<Hit> {
    several(&mail_setup.mta_sts)
}
