//! Example: `v=TLSRPTv1; rua=tls-reports@example.com`

use super::shared::{Kept, most, shown};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Text, Topic};
use crate::record::Span;
use crate::record::tls_rpt::{ProblemKind, TlsRptRecord};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "tls-rpt-address-without-mailto",
    topic: Topic::TlsRpt,
    severity: Severity::Problem,
    title: "TLS report address without mailto:",
    why: "Report addresses are URIs. Without mailto: in front, a mail address is not one, and no reports are sent \
          there.",
    what_to_do: "Put mailto: in front of the address.",
    references: &[Reference::new(8460, "3")],
    check: Check::Text(Text::TlsRpt(find)),
};

/// Looks for bare mail addresses.
fn find(kept: &Kept<TlsRptRecord>) -> Vec<Hit> {
    let record = kept.record;
    let bare: Vec<_> = record
        .problems
        .iter()
        .filter(|problem| problem.kind == ProblemKind::MissingMailto)
        .map(|problem| problem.span)
        .collect();
    let suggestion = kept.instead(with_mailto(&record.text, &bare));
    let hits = bare.iter().map(|&span| {
        let message = format!(
            "The TLS report address “{}” has no mailto: in front.",
            shown(span.of(&record.text))
        );
        Hit {
            suggestion: suggestion.clone(),
            ..kept.hit(Some(span), message)
        }
    });
    most(hits)
}

/// Returns the record with `mailto:` before these addresses, and without a misspelled scheme.
fn with_mailto(text: &str, bare: &[Span]) -> String {
    let mut better = String::new();
    let mut end = 0;
    for span in bare {
        better.push_str(text.get(end..span.start).unwrap_or_default());
        better.push_str("mailto:");
        let address = span.of(text);
        better.push_str(match address.split_at_checked("mailto=".len()) {
            Some((slip, rest)) if slip.eq_ignore_ascii_case("mailto=") => rest,
            _ => address,
        });
        end = span.end;
    }
    better.push_str(text.get(end..).unwrap_or_default());
    better
}
