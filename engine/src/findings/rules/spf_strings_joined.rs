//! Example: `"v=spf1 include:a.example" "include:b.example -all"`

use super::shared::{joined_text, most, repaired_record, shown};
use crate::discovery::Facts;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "spf-strings-joined",
    topic: Topic::Spf,
    severity: Severity::Problem,
    title: "SPF strings joined without a space",
    why: "A long record is published as several strings, which receivers join as they are. Without a space at the end \
          of one, its last term and the first of the next become one term. That term is wrong or names a domain that \
          does not exist.",
    what_to_do: "Add a space at the end of the first string, or publish the record as one string if it fits.",
    references: &[Reference::new(7208, "3.3")],
    check: Check::Domain(check),
};

/// Looks for strings of the domain's record that join without a blank.
fn check(facts: &Facts) -> Vec<Hit> {
    let Some((text, joints)) = joined_text(facts).filter(|_| facts.mail_setup.is_some()) else {
        return Vec::new();
    };
    let repaired = repaired_record(facts);
    most(joints.iter().enumerate().filter_map(|(index, &joint)| {
        let last = index.checked_sub(1).and_then(|last| joints.get(last));
        let next = joints.get(index + 1);
        let before = text.get(last.copied().unwrap_or_default()..joint)?;
        let behind = text.get(joint..next.copied().unwrap_or(text.len()))?;
        let message = format!(
            "{} and {} in the SPF record of {} are in two strings without a space between them.",
            shown(before.rsplit(' ').next()?),
            shown(behind.split(' ').next()?),
            facts.domain
        );
        Some(Hit {
            message,
            span: None,
            about: Vec::new(),
            suggestion: repaired.clone(),
        })
    }))
}
