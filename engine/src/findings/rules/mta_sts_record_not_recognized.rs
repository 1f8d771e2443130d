//! A text that was meant as an MTA-STS record.

use super::shared::{Kept, unrecognized, unrecognized_at};
use crate::discovery::Facts;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::mail_setup::MailSetup;
use crate::record::mta_sts::StsRecord;

pub(in crate::findings) const RULE: Rule = Rule {
    id: "mta-sts-record-not-recognized",
    topic: Topic::MtaSts,
    severity: Severity::Problem,
    title: "Text is not recognized as an MTA-STS record",
    why: "Senders recognize a record by its first tag, which must match exactly. Without it, they treat the domain as \
          one without MTA-STS, and its mail may travel without TLS.",
    what_to_do: "Put the version first, exactly as in v=STSv1; id=20260520; with your own id.",
    references: &[Reference::new(8461, "3.1")],
    check: Check::MailSetup(check),
};

/// Looks for texts that mention the version although the name has no valid record.
fn check(_: &Facts, mail_setup: &MailSetup) -> Vec<Hit> {
    unrecognized_at(&mail_setup.mta_sts)
}

/// Says why a text alone is not an MTA-STS record.
pub(in crate::findings) fn find(kept: &Kept<StsRecord>) -> Vec<Hit> {
    unrecognized(kept)
}
