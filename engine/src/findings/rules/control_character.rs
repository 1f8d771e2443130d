//! Example: `"v=DMARC1;\np=none"`

use super::non_ascii_character::odd_characters;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::record::dmarc::DmarcRecord;

pub(in crate::findings) const RULE: Rule = Rule {
    id: "control-character",
    topic: Topic::Record,
    severity: Severity::Problem,
    title: "Control character in the record",
    why: "Line breaks and other characters that cannot be seen are not allowed in a record. Some receivers trim \
          them, others take them for part of a tag or its value and cannot read it. They often come with a \
          record that was pasted.",
    what_to_do: "Enter the record anew on one line, typed rather than pasted.",
    references: &[Reference::new(9989, "4.8"), Reference::new(7489, "6.4")],
    check: Check::Dmarc(check),
};

/// Looks for control characters. A tab does not count: it is ordinary white space.
fn check(record: &DmarcRecord) -> Vec<Hit> {
    odd_characters(record, char::is_control, "the record may not hold")
}
