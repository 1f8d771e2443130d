//! An MTA-STS record that breaks its grammar.

use super::shared::{malformed, mta_sts_flaws};
use crate::discovery::Facts;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};

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

/// Looks for flaws that make the whole record invalid.
fn check(facts: &Facts) -> Vec<Hit> {
    let Some(around) = &facts.around else {
        return Vec::new();
    };
    let flaws = around.mta_sts.record().map(|record| mta_sts_flaws(record));
    malformed(&around.mta_sts, "MTA-STS", &flaws.unwrap_or_default())
}
