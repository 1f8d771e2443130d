//! Example: `rua=https://example.com/dmarc`

use super::shared::{most, shown};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::record::dmarc::DmarcRecord;

pub(in crate::findings) const RULE: Rule = Rule {
    id: "report-address-not-mailto",
    topic: Topic::Reports,
    severity: Severity::Advice,
    title: "Report address is not a mail address",
    why: "A record may name any URI, but receivers only have to support mailto:, and hardly any support more. Reports \
          will not arrive at another address.",
    what_to_do: "Use a mail address with mailto: in front.",
    references: &[Reference::new(9989, "4.7"), Reference::new(9990, "3.5")],
    check: Check::Dmarc(check),
};

/// Looks for valid URIs with another scheme.
fn check(record: &DmarcRecord) -> Vec<Hit> {
    most(
        record
            .report_uris()
            .filter(|(_, uri)| uri.is_valid() && !uri.is_mailto())
            .map(|(name, uri)| {
                let message = format!(
                    "{} in {name} is not a mail address, and receivers only have to support those.",
                    shown(&uri.uri)
                );
                Hit::at(uri.span, message)
            }),
    )
}
