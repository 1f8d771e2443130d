//! A text that was meant as a BIMI record.

use super::shared::{Kept, unrecognized, unrecognized_at};
use crate::discovery::Facts;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::mail_setup::MailSetup;
use crate::record::bimi::BimiRecord;

pub(in crate::findings) const RULE: Rule = Rule {
    id: "bimi-record-not-recognized",
    topic: Topic::Bimi,
    severity: Severity::Advice,
    title: "Text is not recognized as a BIMI record",
    why: "Receivers recognize a record by its first tag, which must match exactly. Without it, they show no logo.",
    what_to_do: "Put the version first, exactly as in v=BIMI1; l=https://example.com/logo.svg; with your own address.",
    references: &[Reference::bimi("7.2")],
    check: Check::MailSetup(check),
};

/// Looks for texts that mention the version although the name has no valid record.
fn check(_: &Facts, mail_setup: &MailSetup) -> Vec<Hit> {
    unrecognized_at(mail_setup.bimi.record_at())
}

/// Says why a text alone is not a BIMI record.
pub(in crate::findings) fn find(kept: &Kept<BimiRecord>) -> Vec<Hit> {
    unrecognized(kept)
}
