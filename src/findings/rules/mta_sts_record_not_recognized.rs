//! A text that was meant as MTA-STS record.

use super::shared::{Kept, meant, mta_sts_flaws, unrecognized, unrecognized_draft};
use crate::discovery::Facts;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::record::Span;
use crate::record::mta_sts::{StsRecord, is_mta_sts, parse};

/// The rule.
pub(in crate::findings) const RULE: Rule = Rule {
    id: "mta-sts-record-not-recognized",
    topic: Topic::MtaSts,
    severity: Severity::Problem,
    title: "Text is not recognized as MTA-STS record",
    why: "A record is recognized by its first tag, letter by letter. For a text that is none, senders take the domain \
          for one without MTA-STS, and its mail may travel without TLS.",
    what_to_do: "Publish the record with the version as its first tag, written exactly as in v=STSv1; id=20260520; \
                 with an id of your own.",
    references: &[Reference::new(8461, "3.1")],
    check: Check::Domain(check),
};

/// Looks for texts that name the version somehow, where there is no record.
fn check(facts: &Facts) -> Vec<Hit> {
    let around = facts.around.as_ref();
    around.map_or_else(Vec::new, |around| {
        let texts = meant(&around.mta_sts, "stsv");
        unrecognized(texts, "MTA-STS", |text| {
            let flaws = mta_sts_flaws(&parse(text));
            if flaws.is_empty() && is_mta_sts(text) {
                let among_others = "it is not alone there, and does not begin with v=STSv1;";
                return vec![(among_others.to_owned(), Span::new(0, 0))];
            }
            flaws
        })
    })
}

/// Looks at a text alone.
pub(in crate::findings) fn find(kept: &Kept<StsRecord>) -> Vec<Hit> {
    let text = kept.record.text.as_str();
    if is_mta_sts(text) {
        return Vec::new();
    }
    unrecognized_draft(kept, text, "MTA-STS", mta_sts_flaws(kept.record))
}
