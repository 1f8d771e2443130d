//! A TLS-RPT record that breaks its grammar.

use super::shared::{Kept, in_record, malformed, tls_rpt_flaws};
use crate::discovery::Facts;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::record::Span;
use crate::record::tls_rpt::{TagName, TlsRptRecord};

/// The rule.
pub(in crate::findings) const RULE: Rule = Rule {
    id: "tls-rpt-record-malformed",
    topic: Topic::TlsRpt,
    severity: Severity::Problem,
    title: "TLS-RPT record is not valid",
    why: "Senders that cannot read the record send no reports, so failures of TLS stay unseen.",
    what_to_do: "Publish the record as v=TLSRPTv1; rua=mailto:tls-reports@example.com with an address of your own: \
                 semicolons between tags, no blanks around =.",
    references: &[Reference::new(8460, "3")],
    check: Check::Domain(check),
};

/// Looks at the record at the domain.
fn check(facts: &Facts) -> Vec<Hit> {
    let around = facts.around.as_deref();
    in_record(around.map(|around| &around.tls_rpt), find)
}

/// Looks for flaws that make the whole record invalid.
pub(in crate::findings) fn find(kept: &Kept<TlsRptRecord>) -> Vec<Hit> {
    let record = kept.record;
    let mut flaws = tls_rpt_flaws(record);
    let rua = record
        .tags
        .iter()
        .find(|tag| tag.name == Some(TagName::Reports));
    match rua {
        None => {
            let end = Span::new(record.text.len(), record.text.len());
            flaws.push(("there is no rua".to_owned(), end));
        }
        Some(rua) if rua.value_span.is_empty() => flaws.push(("rua is empty".to_owned(), rua.span)),
        Some(_) => {}
    }
    malformed(kept, "TLS-RPT", flaws)
}
