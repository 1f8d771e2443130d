//! A TLS-RPT record that breaks its grammar.

use super::shared::{Kept, malformed};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Text, Topic};
use crate::record::Span;
use crate::record::tls_rpt::{TagName, TlsRptRecord};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "tls-rpt-record-malformed",
    topic: Topic::TlsRpt,
    severity: Severity::Problem,
    title: "TLS-RPT record is not valid",
    why: "Senders that cannot read the record send no reports, so TLS failures go unnoticed.",
    what_to_do: "Publish v=TLSRPTv1; rua=mailto:tls-reports@example.com with your own address. Separate tags with \
                 semicolons, and put no spaces around =.",
    references: &[Reference::new(8460, "3")],
    check: Check::Text(Text::TlsRpt(find)),
};

/// Looks for flaws that make the whole record invalid.
fn find(kept: &Kept<TlsRptRecord>) -> Vec<Hit> {
    let record = kept.record;
    let rua = record
        .tags
        .iter()
        .find(|tag| tag.name == Some(TagName::Reports));
    let missing = match rua {
        None => Some((
            "there is no rua",
            Span::new(record.text.len(), record.text.len()),
        )),
        Some(rua) if rua.value_span.is_empty() => Some(("rua is empty", rua.span)),
        Some(_) => None,
    };
    malformed(kept, missing.map(|(flaw, span)| (flaw.to_owned(), span)))
}
