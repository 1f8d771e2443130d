//! Example: `p=none; t=y`

use crate::findings::{Check, Hit, Reference, Rule, Severity, Suggestion, Topic};
use crate::record::dmarc::{DmarcRecord, Outcome, TagName};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "test-mode-without-effect",
    topic: Topic::Policy,
    severity: Severity::Note,
    title: "Test mode without effect",
    why: "Test mode makes a policy one step milder. Nothing is milder than none, so it changes nothing here.",
    what_to_do: "Remove t.",
    references: &[Reference::new(9989, "4.7")],
    check: Check::Dmarc(check),
};

/// Looks for test mode with a policy that asks for nothing.
fn check(record: &DmarcRecord) -> Vec<Hit> {
    let is_idle = record.outcome == Outcome::Policy && !record.is_enforcing();
    let Some(tag) = record
        .tag(TagName::Testing)
        .filter(|_| is_idle && record.is_testing.value)
    else {
        return Vec::new();
    };
    let text = record.without_tag(TagName::Testing);
    let hit = Hit::at(
        tag.span,
        "t=y has no effect because the policy asks for nothing.",
    );
    vec![hit.suggesting(Suggestion::instead(text))]
}
