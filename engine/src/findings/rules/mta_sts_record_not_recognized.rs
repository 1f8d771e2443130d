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
    title: "Text is not recognized as MTA-STS record",
    why: "A record is recognized by its first tag, letter by letter. For a text that is none, senders take the domain \
          for one without MTA-STS, and its mail may travel without TLS.",
    what_to_do: "Publish the record with the version as its first tag, written exactly as in v=STSv1; id=20260520; \
                 with an id of your own.",
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
