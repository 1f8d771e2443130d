//! `"v=DKIM1; k=rsa; p=..."`, with the quotation marks

use super::shared::{Kept, slip_hit};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Text, Topic};
use crate::record::dkim::{DkimRecord, Slip};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "dkim-key-in-quotes",
    topic: Topic::Dkim,
    severity: Severity::Problem,
    title: "Quotation marks in the DKIM key record",
    why: "Zone files write a text in quotation marks. In the text itself they break the record, so verifiers find no \
          key, and mail signed with this selector counts as unsigned.",
    what_to_do: "Publish the record without quotation marks, and without the rest of a zone file line. The panel adds what DNS needs.",
    references: &[
        Reference::new(6376, "3.2"),
        Reference::new(6376, "6.1.2"),
        Reference::new(1035, "5.1"),
    ],
    check: Check::Text(Text::Dkim(find)),
};

/// Looks for quotation marks that became part of the text.
fn find(key: &Kept<DkimRecord>) -> Vec<Hit> {
    slip_hit(key, |slip| match slip {
        Slip::QuotationMarks => Some("has quotation marks in its text, which break it".to_owned()),
        _ => None,
    })
}
