//! Example: `v=TLSRPTv1; rua=mailto://tls-reports@example.com`

use super::shared::{Kept, most, shown};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Text, Topic};
use crate::record::RecordOutcome;
use crate::record::tls_rpt::{Destination, TlsRptRecord, parse};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "tls-rpt-address-after-slashes",
    topic: Topic::TlsRpt,
    severity: Severity::Problem,
    title: "Slashes before a TLS report address",
    why: "A mailto: URI has no slashes after the colon. Senders treat them as the start of the mailbox name, so \
          reports go to a mailbox that does not exist.",
    what_to_do: "Write mailto: directly followed by the address.",
    references: &[Reference::new(8460, "3"), Reference::new(6068, "2")],
    check: Check::Text(Text::TlsRpt(find)),
};

/// Looks for mail addresses that start with slashes.
fn find(kept: &Kept<TlsRptRecord>) -> Vec<Hit> {
    let record = kept.record;
    let slashed: Vec<_> = record
        .destinations
        .iter()
        .filter_map(|found| Some((found, without_slashes(found)?)))
        .collect();
    let mut text = String::new();
    let mut end = 0;
    for (found, plain) in &slashed {
        text.push_str(record.text.get(end..found.span.start).unwrap_or_default());
        text.push_str(plain);
        end = found.span.end;
    }
    text.push_str(record.text.get(end..).unwrap_or_default());
    let is_sound = parse(&text).outcome == RecordOutcome::Ok;
    let suggestion = kept.instead(text).filter(|_| is_sound);
    let hits = slashed.iter().map(|(found, _)| Hit {
        suggestion: suggestion.clone(),
        ..kept.hit(
            Some(found.span),
            format!(
                "The TLS report address “{}” has slashes after mailto:.",
                shown(&found.uri)
            ),
        )
    });
    most(hits)
}

/// Returns a mailbox's URI without the slashes before it; `None` if there are none.
fn without_slashes(found: &Destination) -> Option<String> {
    let address = found.address.as_ref()?;
    let (scheme, rest) = found.uri.split_once(':')?;
    let plain = rest.strip_prefix("//")?.trim_start_matches('/');
    address
        .starts_with("//")
        .then(|| format!("{scheme}:{plain}"))
}
