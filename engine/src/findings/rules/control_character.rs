//! Example: `"v=DMARC1;\np=none"`

use super::non_ascii_character::odd_characters;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::record::dmarc::DmarcRecord;

pub(in crate::findings) const RULE: Rule = Rule {
    id: "control-character",
    topic: Topic::Record,
    severity: Severity::Problem,
    title: "Control character in the record",
    why: "Records must not contain line breaks or other control characters. Some receivers trim them. Others treat \
          them as part of a tag or value and cannot read it. They often come from pasting.",
    what_to_do: "Type the record again on one line instead of pasting it.",
    references: &[Reference::new(9989, "4.8"), Reference::new(7489, "6.4")],
    check: Check::Dmarc(check),
};

/// Looks for control characters. A tab does not count: it is ordinary white space.
fn check(record: &DmarcRecord) -> Vec<Hit> {
    odd_characters(record, char::is_control, "is not allowed")
}
