//! A key whose end is missing.

use super::shared::{Kept, why_unusable};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Text, Topic};
use crate::record::dkim::{DkimRecord, ProblemKind};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "dkim-key-truncated",
    topic: Topic::Dkim,
    severity: Severity::Problem,
    title: "DKIM key cut off",
    why: "No signature passes with part of a key, so mail signed with this selector counts as unsigned. A string in \
          DNS holds 255 characters, and a 2048-bit key is longer. Forms that accept only one string cut off the \
          rest.",
    what_to_do: "Publish the whole key as one TXT record with several strings of up to 255 characters each. Receivers \
                 join them without spaces.",
    references: &[
        Reference::new(6376, "3.6.2.2"),
        Reference::new(6376, "6.1.2"),
    ],
    check: Check::Text(Text::Dkim(find)),
};

/// Looks for keys shorter than their own length field says.
fn find(key: &Kept<DkimRecord>) -> Vec<Hit> {
    why_unusable(key, |kind, _| match kind {
        ProblemKind::KeyTruncated { expected, found } => {
            Some(format!("ends after {found} of its {expected} octets"))
        }
        _ => None,
    })
}
