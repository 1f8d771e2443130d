//! An MTA-STS record that breaks its grammar.

use super::shared::{Kept, in_record, malformed, mta_sts_flaws};
use crate::discovery::Facts;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::record::mta_sts::StsRecord;

/// The rule.
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
    check: Check::Domain(check),
};

/// Looks at the record at the domain.
fn check(facts: &Facts) -> Vec<Hit> {
    let around = facts.around.as_deref();
    in_record(around.map(|around| &around.mta_sts), find)
}

/// Looks for flaws that make the whole record invalid.
pub(in crate::findings) fn find(kept: &Kept<StsRecord>) -> Vec<Hit> {
    malformed(kept, "MTA-STS", mta_sts_flaws(kept.record))
}
