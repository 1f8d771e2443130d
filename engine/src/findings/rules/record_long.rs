//! More than 255 octets

use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::record::dmarc::DmarcRecord;

pub(in crate::findings) const RULE: Rule = Rule {
    id: "record-long",
    topic: Topic::Record,
    severity: Severity::Note,
    title: "Long record",
    why: "A string in a TXT record holds 255 octets. A longer record is published as several strings, which receivers \
          join without spaces. Most DNS providers' forms split it automatically. If one does not, the record is \
          refused or cut off.",
    what_to_do: "Look the record up after you publish it and compare. Shorten it where you can: defaults can be left \
                 out.",
    references: &[Reference::new(9989, "4.5"), Reference::new(1035, "3.3")],
    check: Check::Dmarc(check),
};

/// Looks for records that need more than one character-string.
fn check(record: &DmarcRecord) -> Vec<Hit> {
    let length = record.text.len();
    if length <= 255 {
        return Vec::new();
    }
    let strings = length.div_ceil(255);
    let message =
        format!("The record has {length} octets, so it needs {strings} strings of at most 255.");
    vec![Hit::new(message)]
}
