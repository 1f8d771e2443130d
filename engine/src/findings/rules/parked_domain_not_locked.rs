//! An unused domain that does not ask for `reject`.

use super::no_record;
use super::parked_domain_without_null_mx;
use crate::discovery::{EffectRow, Facts, Handling, RowKind};
use crate::findings::{Check, Hit, Reference, Rule, Severity, Suggestion, Topic};
use crate::record::dmarc::{Psd, TagName};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "parked-domain-not-locked",
    topic: Topic::Policy,
    severity: Severity::Advice,
    title: "Unused domain does not ask for reject",
    why: "SPF says that this domain sends no mail, and no MX record names a host for its mail. If that is right, every \
          message in its name is forged, and the strictest policy costs nothing.",
    what_to_do: "If nothing is sent in its name, not even with DKIM alone, publish p=reject without sp and np. It then \
                 applies to all names below too.",
    references: &[
        Reference::new(9989, "4.7"),
        Reference::new(7208, "10.1.2"),
        Reference::new(7505, "3"),
    ],
    check: Check::Domain(check),
};

/// Looks for a parked domain whose policy is not `reject` everywhere. Another rule reports a domain without any record.
pub(super) fn check(facts: &Facts) -> Vec<Hit> {
    if !facts.mail.is_parked() || !no_record::check(facts).is_empty() {
        return Vec::new();
    }
    let open: Vec<_> = facts
        .effects
        .iter()
        .filter(|row| is_open(facts, row))
        .collect();
    if open.is_empty() {
        return Vec::new();
    }
    let what: Vec<_> = open.iter().map(|row| described(row)).collect();
    let domain = &facts.domain;
    let mut hit = Hit::new(format!(
        "According to SPF and MX, {domain} is not used for mail, but receivers are not asked to refuse all mail from \
         it: {}.",
        what.join(", ")
    ));
    hit.suggestion = domain
        .child("_dmarc")
        .map(|name| Suggestion::at(name, locked(facts)));
    let mut hits = vec![hit];
    hits.extend(parked_domain_without_null_mx::hit(facts));
    hits
}

/// Whether a row asks for less than `reject` and a record at the domain would change that.
fn is_open(facts: &Facts, row: &EffectRow) -> bool {
    let effect = &row.rfc9989;
    let is_cured_here = row.kind == RowKind::This
        || effect.source.as_ref().map_or_else(
            || facts.is_organizational(),
            |source| source.domain == facts.domain,
        );
    effect.handling < Handling::Reject && is_cured_here
}

/// Describes what a row gets.
fn described(row: &EffectRow) -> String {
    let names = match row.kind {
        RowKind::This => "the name itself",
        RowKind::Subdomain => "existing subdomains",
        RowKind::Invented => "subdomains that do not exist",
    };
    let policy = match row.rfc9989.handling {
        Handling::Quarantine => "quarantine",
        Handling::None => "no action",
        _ => "no DMARC",
    };
    format!("{policy} for {names}")
}

/// Returns the record that locks the domain and keeps its report addresses.
fn locked(facts: &Facts) -> String {
    let mut text = "v=DMARC1; p=reject".to_owned();
    if let Some(record) = facts.own_record() {
        if let Some(reports) = record.effective_text(TagName::AggregateReports) {
            text.push_str("; rua=");
            text.push_str(&reports);
        }
        if record.psd.value != Psd::Unknown {
            text.push_str("; psd=");
            text.push_str(record.psd.value.as_str());
        }
    }
    text
}
