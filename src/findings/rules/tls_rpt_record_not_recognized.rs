//! A text that was meant as TLS-RPT record.

use super::shared::{Kept, meant, tls_rpt_flaws, unrecognized, unrecognized_draft};
use crate::discovery::Facts;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::record::Span;
use crate::record::tls_rpt::{TlsRptRecord, is_tls_rpt, parse};

/// The rule.
pub(in crate::findings) const RULE: Rule = Rule {
    id: "tls-rpt-record-not-recognized",
    topic: Topic::TlsRpt,
    severity: Severity::Problem,
    title: "Text is not recognized as TLS-RPT record",
    why: "A record is recognized by its first tag, letter by letter. For a text that is none, senders send no \
          reports, so failures of TLS stay unseen.",
    what_to_do: "Publish the record with the version as its first tag, written exactly as in v=TLSRPTv1; \
                 rua=mailto:tls-reports@example.com with an address of your own.",
    references: &[Reference::new(8460, "3")],
    check: Check::Domain(check),
};

/// Looks for texts that name the version somehow, where there is no record.
fn check(facts: &Facts) -> Vec<Hit> {
    let around = facts.around.as_ref();
    around.map_or_else(Vec::new, |around| {
        let texts = meant(&around.tls_rpt, "tlsrpt");
        unrecognized(texts, "TLS-RPT", |text| {
            let flaws = tls_rpt_flaws(&parse(text));
            if flaws.is_empty() && is_tls_rpt(text) {
                let among_others = "it is not alone there, and does not begin with v=TLSRPTv1;";
                return vec![(among_others.to_owned(), Span::new(0, 0))];
            }
            flaws
        })
    })
}

/// Looks at a text alone.
pub(in crate::findings) fn find(kept: &Kept<TlsRptRecord>) -> Vec<Hit> {
    let text = kept.record.text.as_str();
    if is_tls_rpt(text) {
        return Vec::new();
    }
    unrecognized_draft(kept, text, "TLS-RPT", tls_rpt_flaws(kept.record))
}
