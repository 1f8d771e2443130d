//! A TLS-RPT record that breaks its grammar.

use super::shared::{malformed, tls_rpt_flaws};
use crate::discovery::Facts;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::record::tls_rpt::TagName;

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

/// Looks for flaws that make the whole record invalid.
fn check(facts: &Facts) -> Vec<Hit> {
    let Some(around) = &facts.around else {
        return Vec::new();
    };
    let Some(record) = around.tls_rpt.record() else {
        return Vec::new();
    };
    let mut flaws = tls_rpt_flaws(record);
    let rua = record
        .tags
        .iter()
        .find(|tag| tag.name == Some(TagName::Reports));
    match rua {
        None => flaws.push("there is no rua".to_owned()),
        Some(rua) if rua.value_span.is_empty() => flaws.push("rua is empty".to_owned()),
        Some(_) => {}
    }
    malformed(&around.tls_rpt, "TLS-RPT", &flaws)
}
