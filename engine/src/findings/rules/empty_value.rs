//! Example: `adkim=`

use super::shared::most;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Suggestion, Topic};
use crate::record::dmarc::{DmarcRecord, ProblemKind, TagName};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "empty-value",
    topic: Topic::Record,
    severity: Severity::Advice,
    title: "Tag without a value",
    why: "A tag needs a value. Receivers treat an empty tag as missing, and its default applies.",
    what_to_do: "Give it a value, or remove it.",
    references: &[Reference::new(9989, "4.8"), Reference::new(7489, "6.4")],
    check: Check::Dmarc(check),
};

/// Looks for known tags without a value. Other rules report policies, `rua` and historic tags.
fn check(record: &DmarcRecord) -> Vec<Hit> {
    most(
        record
            .problems_of(|kind| match kind {
                ProblemKind::EmptyValue(Some(name)) => Some(*name),
                _ => None,
            })
            .filter(|(name, _)| {
                !name.is_historic()
                    && !matches!(
                        name,
                        TagName::Version
                            | TagName::Policy
                            | TagName::SubdomainPolicy
                            | TagName::NonexistentPolicy
                            | TagName::AggregateReports
                    )
            })
            .map(|(name, span)| {
                let message = format!("{name} has no value, so receivers treat it as missing.");
                let hit = Hit::at(span, message);
                // Without it, another tag of the same name would take effect, and only the owner knows whether it should.
                let alike = record.tags.iter().filter(|tag| tag.name == Some(name));
                if alike.count() > 1 {
                    hit
                } else {
                    hit.suggesting(Suggestion::instead(record.without(&[span])))
                }
            }),
    )
}
