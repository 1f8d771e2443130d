//! An MTA-STS record that breaks its grammar.

use super::shared::{Kept, malformed};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Text, Topic};
use crate::record::mta_sts::StsRecord;

pub(in crate::findings) const RULE: Rule = Rule {
    id: "mta-sts-record-malformed",
    topic: Topic::MtaSts,
    severity: Severity::Problem,
    title: "MTA-STS record is not valid",
    why: "Senders that cannot read the record take the domain for one without MTA-STS, unless they still hold a \
          policy from before. Its mail may then travel without TLS.",
    what_to_do: "Publish the record as v=STSv1; id=20260520; with an id of your own: semicolons between tags, no \
                 blanks around =.",
    references: &[Reference::new(8461, "3.1")],
    check: Check::Text(Text::MtaSts(find)),
};

/// Looks for flaws that make the whole record invalid.
fn find(kept: &Kept<StsRecord>) -> Vec<Hit> {
    malformed(kept, None)
}
