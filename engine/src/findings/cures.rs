//! Gives all findings about a record one complete text, so that following one cure cannot undo another.

use super::{Findings, Suggestion};
use crate::record::dmarc::{DmarcRecord, is_dmarc, is_unclear, parse, repair, tidy};

/// Rules about mistakes that the repaired record corrects, and about parts that a clean record leaves out.
const SLIPS: &[&str] = &[
    "blank-before-version",
    "blanks-around-equals",
    "control-character",
    "duplicate-tag",
    "element-without-equals",
    "empty-element",
    "empty-value",
    "failure-options-without-ruf",
    "invalid-alignment",
    "invalid-failure-options",
    "invalid-nonexistent-policy",
    "invalid-percentage",
    "invalid-policy",
    "invalid-psd",
    "invalid-subdomain-policy",
    "invalid-test-mode",
    "missing-semicolon",
    "misspelled-tag",
    "non-ascii-character",
    "policy-left-out",
    "policy-not-second",
    "record-can-be-tidied",
    "record-in-quotes",
    "report-address-after-semicolon",
    "report-address-after-slashes",
    "report-address-empty",
    "report-address-malformed",
    "report-address-twice",
    "report-address-without-mailto",
    "report-size-limit-broken",
    "tag-name-in-capitals",
    "tag-name-not-letters",
    "test-mode-without-effect",
    "version-in-wrong-case",
    "version-not-first",
    "version-unknown",
];

/// Makes the cures of all findings agree.
///
/// If the record can be repaired, the repaired text is the cure for every slip, and no other cure is offered before it. If it is
/// unclear what was meant, no cure is offered. For a valid record, each cure is tidied.
pub(super) fn with_one_cure(record: &DmarcRecord, mut findings: Findings) -> Findings {
    let repaired = repair(&record.text);
    let is_unclear = repaired.is_none() && is_unclear(&record.text);
    let mut is_broken = is_unclear;
    let mut text = None;
    if let Some(repair) = repaired {
        is_broken = repair.is_needed();
        // While a blank has to be filled in, the text is not ready to publish.
        text = Some(repair.text).filter(|_| !repair.lacks_address);
    }
    for finding in &mut findings.found {
        let is_slip = SLIPS.contains(&finding.rule.id);
        let is_about_record =
            |own: &mut Suggestion| is_slip || (own.name.is_none() && is_dmarc(&own.text));
        // One text is enough, however many places it corrects.
        for hit in &mut finding.more {
            hit.suggestion.take_if(is_about_record);
        }
        let hit = &mut finding.hit;
        let own = hit.suggestion.take_if(is_about_record);
        if is_slip && let Some(text) = &text {
            hit.suggestion = Some(Suggestion::instead(text.clone()));
        } else if !is_broken && let Some(own) = own {
            let text = tidy(&parse(&own.text));
            hit.suggestion = Some(Suggestion { text, ..own });
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rules_about_slips_exist() {
        for id in SLIPS {
            assert!(crate::findings::rule(id).is_some(), "{id}");
        }
    }
}
