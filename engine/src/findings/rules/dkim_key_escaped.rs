//! Example: `v=DKIM1\; k=rsa\; p=...`

use super::shared::{Kept, slip_hit};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Text, Topic};
use crate::record::dkim::{DkimRecord, Slip};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "dkim-key-escaped",
    topic: Topic::Dkim,
    severity: Severity::Problem,
    title: "Backslashes in the DKIM key record",
    why: "Zone files and some panels need a backslash before a semicolon. Others treat it as text. A backslash in the \
          text breaks the record, so verifiers find no key, and mail signed with this selector counts as unsigned.",
    what_to_do: "Publish the record without backslashes.",
    references: &[
        Reference::new(6376, "3.2"),
        Reference::new(6376, "6.1.2"),
        Reference::new(1035, "5.1"),
    ],
    check: Check::Text(Text::Dkim(find)),
};

/// Looks for backslashes that became part of the text.
fn find(key: &Kept<DkimRecord>) -> Vec<Hit> {
    slip_hit(key, |slip| match slip {
        Slip::Backslashes => Some("has backslashes in its text, which break it".to_owned()),
        _ => None,
    })
}
