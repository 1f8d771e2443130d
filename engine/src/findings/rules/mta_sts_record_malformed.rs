//! An MTA-STS record that breaks its grammar.

use super::shared::{Kept, malformed};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Text, Topic};
use crate::record::mta_sts::StsRecord;

pub(in crate::findings) const RULE: Rule = Rule {
    id: "mta-sts-record-malformed",
    topic: Topic::MtaSts,
    severity: Severity::Problem,
    title: "MTA-STS record is not valid",
    why: "Senders that cannot read the record treat the domain as one without MTA-STS, unless they still have a cached \
          policy. Its mail may then travel without TLS.",
    what_to_do: "Publish v=STSv1; id=20260520; with your own id. Separate tags with semicolons, and put no spaces \
                 around =.",
    references: &[Reference::new(8461, "3.1")],
    check: Check::Text(Text::MtaSts(find)),
};

/// Looks for flaws that make the whole record invalid.
fn find(kept: &Kept<StsRecord>) -> Vec<Hit> {
    malformed(kept, None)
}
