//! Example: `v=TLSRPTv1; rua=mailto:a@example.com; rua=mailto:b@example.com`

use super::shared::{Kept, tags_twice};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Text, Topic};
use crate::record::tls_rpt::TlsRptRecord;

pub(in crate::findings) const RULE: Rule = Rule {
    id: "tls-rpt-tag-twice",
    topic: Topic::TlsRpt,
    severity: Severity::Advice,
    title: "TLS-RPT record has a tag twice",
    why: "The standard does not say which of two tags with the same name counts. Senders that use the first send no \
          reports to the addresses in the other.",
    what_to_do: "Put all addresses in one rua, separated by commas.",
    references: &[Reference::new(8460, "3")],
    check: Check::Text(Text::TlsRpt(find)),
};

/// Looks for repeated known tags.
fn find(kept: &Kept<TlsRptRecord>) -> Vec<Hit> {
    let tags = kept.record.tags.iter();
    let twice = tags.filter(|tag| tag.is_duplicate && tag.name.is_some());
    tags_twice(kept, twice.map(|tag| (tag.name_span, tag.span)))
}
