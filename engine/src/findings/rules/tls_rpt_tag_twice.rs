//! Example: `v=TLSRPTv1; rua=mailto:a@example.com; rua=mailto:b@example.com`

use super::shared::{Kept, most, shown};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Text, Topic};
use crate::record::tls_rpt::TlsRptRecord;

pub(in crate::findings) const RULE: Rule = Rule {
    id: "tls-rpt-tag-twice",
    topic: Topic::TlsRpt,
    severity: Severity::Advice,
    title: "TLS-RPT record has a tag twice",
    why: "The standard does not say which of two tags of one name counts. Senders that go by the first send no reports to the \
          addresses in the other.",
    what_to_do: "Name all addresses in one rua, with commas between.",
    references: &[Reference::new(8460, "3")],
    check: Check::Text(Text::TlsRpt(find)),
};

/// Looks for repeated known tags.
fn find(kept: &Kept<TlsRptRecord>) -> Vec<Hit> {
    let (record, place) = (kept.record, kept.place());
    let twice = record
        .tags
        .iter()
        .filter(|tag| tag.is_duplicate && tag.name.is_some());
    let hits = twice.map(|tag| {
        let name = shown(tag.name_span.of(&record.text));
        let message = format!("The TLS-RPT record{place} has more than one {name}.");
        kept.hit(Some(tag.span), message)
    });
    most(hits)
}
