//! `p=MIG... ...`, with a blank in place of each `+`

use super::shared::{Kept, slip_hit};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Text, Topic};
use crate::record::dkim::{DkimRecord, Slip};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "dkim-key-without-plus-signs",
    topic: Topic::Dkim,
    severity: Severity::Problem,
    title: "DKIM key has spaces for plus signs",
    why: "A web form or API turned each plus sign of the key into a space, which verifiers skip. The key is then too \
          short, so no signature passes with this selector.",
    what_to_do: "Publish the record with the plus signs. Encode each as %2B where a form or API turns it into a space.",
    references: &[Reference::new(6376, "3.6.1"), Reference::new(6376, "3.2")],
    check: Check::Text(Text::Dkim(find)),
};

/// Looks for keys that become complete when their blanks are replaced by plus signs.
fn find(key: &Kept<DkimRecord>) -> Vec<Hit> {
    slip_hit(key, |slip| match slip {
        Slip::LostPlusSigns(1) => Some("has a space where a plus sign (+) belongs".to_owned()),
        Slip::LostPlusSigns(count) => {
            Some(format!("has {count} spaces where plus signs (+) belong"))
        }
        _ => None,
    })
}
