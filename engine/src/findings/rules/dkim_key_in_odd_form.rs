//! A key that some verifiers can read and others can't.

use super::shared::{Kept, said};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Text, Topic};
use crate::record::dkim::{DkimRecord, Outcome, ProblemKind};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "dkim-key-in-odd-form",
    topic: Topic::Dkim,
    severity: Severity::Advice,
    title: "DKIM key in an unusual form",
    why: "Some verifiers read the key all the same, others take it for broken. Where it counts as broken, mail \
          signed with this selector counts as not signed.",
    what_to_do: "Publish the public key as the usual tools write it: the base64 text between the first and the \
                 last line of the file, whole, and nothing behind it.",
    references: &[Reference::new(6376, "3.6.1"), Reference::new(6376, "6.1.2")],
    check: Check::Text(Text::Dkim(find)),
};

/// Looks for minor flaws in usable keys.
fn find(key: &Kept<DkimRecord>) -> Vec<Hit> {
    said(key, |record| {
        if record.outcome != Outcome::Ok {
            return None;
        }
        let mut problems = record.problems.iter();
        problems.find_map(|problem| match problem.kind {
            ProblemKind::BareRsaKey => {
                Some("lacks the wrapping in which nearly everybody publishes RSA keys".to_owned())
            }
            ProblemKind::KeyFollowedBy(octets) => {
                Some(format!("goes on for {octets} octets behind its end"))
            }
            ProblemKind::KeyPadding => {
                Some("does not end with as many = as base64 has there".to_owned())
            }
            _ => None,
        })
    })
}
