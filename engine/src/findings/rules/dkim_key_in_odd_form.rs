//! A key that some verifiers can read and others can't.

use super::shared::{Kept, said};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Text, Topic};
use crate::record::dkim::{DkimRecord, Outcome, ProblemKind};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "dkim-key-in-odd-form",
    topic: Topic::Dkim,
    severity: Severity::Advice,
    title: "DKIM key in an unusual form",
    why: "Some verifiers accept the key anyway. Others treat it as broken, and there mail signed with this selector \
          counts as unsigned.",
    what_to_do: "Publish the public key as the usual tools write it: all base64 text between the first and last lines \
                 of the file, and nothing after it.",
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
                Some("lacks the wrapping that most published RSA keys have".to_owned())
            }
            ProblemKind::KeyFollowedBy(octets) => {
                Some(format!("has extra octets after its end: {octets}"))
            }
            ProblemKind::KeyPadding => {
                Some("does not end with the number of = that base64 needs".to_owned())
            }
            _ => None,
        })
    })
}
