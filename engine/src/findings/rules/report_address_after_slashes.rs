//! Example: `rua=mailto://dmarc@example.com`

use super::shared::{most, shown};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Suggestion, Topic};
use crate::record::dmarc::DmarcRecord;

pub(in crate::findings) const RULE: Rule = Rule {
    id: "report-address-after-slashes",
    topic: Topic::Reports,
    severity: Severity::Problem,
    title: "Slashes after mailto:",
    why: "A mailto: URI has no slashes after the colon. Receivers treat them as the start of the mailbox name, so \
          reports go to a mailbox that does not exist.",
    what_to_do: "Write mailto: directly followed by the address.",
    references: &[Reference::new(9989, "4.8"), Reference::new(6068, "2")],
    check: Check::Dmarc(check),
};

/// Looks for mail addresses that start with slashes.
fn check(record: &DmarcRecord) -> Vec<Hit> {
    most(record.report_uris().filter_map(|(name, uri)| {
        let address = uri.address.as_deref().filter(|_| uri.is_valid())?;
        let written = uri.span.of(&record.text);
        let (scheme, rest) = written.split_once(':')?;
        let plain = rest.strip_prefix("//")?.trim_start_matches('/');
        let message = format!(
            "In {name}, {} names the mailbox {}.",
            shown(&uri.uri),
            shown(address)
        );
        let hit = Hit::at(uri.span, message);
        let text = record.replaced(uri.span, &format!("{scheme}:{plain}"));
        Some(hit.suggesting(Suggestion::instead(text)))
    }))
}
