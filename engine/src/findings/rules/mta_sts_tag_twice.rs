//! Example: `v=STSv1; id=1; id=2`

use super::shared::{Kept, tags_twice};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Text, Topic};
use crate::record::mta_sts::StsRecord;

pub(in crate::findings) const RULE: Rule = Rule {
    id: "mta-sts-tag-twice",
    topic: Topic::MtaSts,
    severity: Severity::Advice,
    title: "MTA-STS record has a tag twice",
    why: "The standard does not say which of two tags with the same name counts. Senders differ, so they may see \
          different versions of the policy.",
    what_to_do: "Keep one id.",
    references: &[Reference::new(8461, "3.1")],
    check: Check::Text(Text::MtaSts(find)),
};

/// Looks for repeated known tags.
fn find(kept: &Kept<StsRecord>) -> Vec<Hit> {
    let tags = kept.record.tags.iter();
    let twice = tags.filter(|tag| tag.is_duplicate && tag.name.is_some());
    tags_twice(kept, twice.map(|tag| (tag.name_span, tag.span)))
}
