//! Example: `v=STSv1; id=1; id=2`

use super::shared::{Kept, most, shown};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Text, Topic};
use crate::record::mta_sts::StsRecord;

pub(in crate::findings) const RULE: Rule = Rule {
    id: "mta-sts-tag-twice",
    topic: Topic::MtaSts,
    severity: Severity::Advice,
    title: "MTA-STS record has a tag twice",
    why: "The standard does not say which of two tags of one name counts. Senders differ, so they may see different versions of \
          the policy.",
    what_to_do: "Keep one id.",
    references: &[Reference::new(8461, "3.1")],
    check: Check::Text(Text::MtaSts(find)),
};

/// Looks for repeated known tags.
fn find(kept: &Kept<StsRecord>) -> Vec<Hit> {
    let (record, place) = (kept.record, kept.place());
    let twice = record
        .tags
        .iter()
        .filter(|tag| tag.is_duplicate && tag.name.is_some());
    let hits = twice.map(|tag| {
        let name = shown(tag.name_span.of(&record.text));
        let message = format!("The MTA-STS record{place} has more than one {name}.");
        kept.hit(Some(tag.span), message)
    });
    most(hits)
}
