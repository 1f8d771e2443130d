//! Example: `v=TLSRPTv1; rua=ftp://example.com`

use super::shared::{Kept, most, shown};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Text, Topic};
use crate::record::describe_char;
use crate::record::tls_rpt::{ProblemKind, TagName, TlsRptRecord};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "tls-rpt-address-unusable",
    topic: Topic::TlsRpt,
    severity: Severity::Problem,
    title: "TLS report address cannot be used",
    why: "TLS reports go to mailto: addresses and https: URIs, with commas, exclamation marks and semicolons \
          percent-encoded. No reports are sent to anything else.",
    what_to_do: "Use an address such as mailto:tls-reports@example.com, or a service's https: URI.",
    references: &[Reference::new(8460, "3")],
    check: Check::Text(Text::TlsRpt(find)),
};

/// Looks for addresses that senders can't use.
fn find(kept: &Kept<TlsRptRecord>) -> Vec<Hit> {
    let record = kept.record;
    let rua = record
        .tags
        .iter()
        .find(|tag| tag.name == Some(TagName::Reports));
    let is_empty = rua.is_none_or(|rua| rua.value_span.is_empty());
    let hits = record.problems.iter().filter_map(|problem| {
        let at = shown(problem.span.of(&record.text));
        let message = match problem.kind {
            // An `rua` without any address makes the record invalid, which another rule reports.
            ProblemKind::EmptyUri if is_empty => return None,
            ProblemKind::EmptyUri => "rua of the TLS-RPT record has a comma with no address beside it.".to_owned(),
            ProblemKind::MissingScheme | ProblemKind::UnsupportedScheme => {
                format!("“{at}” is neither a mailto: address nor an https: URI, so no TLS report goes there.")
            }
            ProblemKind::UriCharacter(c) => format!(
                "“{at}” contains a character that is not allowed in a TLS report address: {}.",
                describe_char(c)
            ),
            ProblemKind::BadAddress => format!("“{at}” has no usable mail address for TLS reports."),
            ProblemKind::MissingHost => format!("“{at}” names no host for TLS reports."),
            ProblemKind::List(_) | ProblemKind::MissingReports | ProblemKind::MissingMailto => return None,
        };
        Some(kept.hit(Some(problem.span), message))
    });
    most(hits)
}
