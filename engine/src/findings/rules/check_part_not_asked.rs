//! A part of the check that got no answer.

use super::shared::most;
use crate::discovery::Facts;
use crate::dns::LookupError;
use crate::findings::{Check, Hit, Reference, Rule, Severity, Topic};
use crate::mail_setup::{ImplicitHost, MailSetup, MxState, RecordAt, RecordState, Subtree, Tlsa};

pub(in crate::findings) const RULE: Rule = Rule {
    id: "check-part-not-asked",
    topic: Topic::Resolver,
    severity: Severity::Note,
    title: "Part of the check failed",
    why: "A query failed, so some settings around the policy are unknown. They are not treated as missing, and rules \
          about them report nothing.",
    what_to_do: "Check again later or with another resolver. If the failure persists, check the zone's name servers \
                 and DNSSEC.",
    references: &[Reference::new(8484, "4.2.1"), Reference::new(1035, "4.1.1")],
    check: Check::MailSetup(check),
};

/// Looks for parts whose query failed. Other rules cover SPF and what the check's limit left out.
fn check(facts: &Facts, mail_setup: &MailSetup) -> Vec<Hit> {
    let mut failed = Vec::new();
    if let MxState::Failed(error) | MxState::NoRecords(ImplicitHost::Failed(error)) =
        &mail_setup.mx.state
    {
        failed.push(("there are MX records", facts.domain.to_string(), error));
    }
    failed.extend(failure(&mail_setup.mta_sts, "there is an MTA-STS record"));
    failed.extend(failure(&mail_setup.tls_rpt, "there is a TLS-RPT record"));
    failed.extend(failure(&mail_setup.bimi.own, "there is a BIMI record"));
    failed.extend(
        mail_setup
            .bimi
            .organizational
            .as_ref()
            .and_then(|at| failure(at, "there is a BIMI record")),
    );
    if let Subtree::CouldNotTell(error) = &mail_setup.dkim.subtree {
        failed.push((
            "there are DKIM keys",
            format!("_domainkey.{}", facts.domain),
            error,
        ));
    }
    for (selector, error) in mail_setup.dkim.failed() {
        let name = selector.key.name.as_ref();
        let name = name.map_or_else(|| selector.selector.clone(), ToString::to_string);
        failed.push(("there is a DKIM key", name, error));
    }
    if let Some(error) = mail_setup.dkim.wildcard_failure() {
        let name = mail_setup.dkim.control.name.as_ref();
        let name = name.map_or_else(|| "a made-up selector".to_owned(), ToString::to_string);
        failed.push(("a wildcard answers for DKIM selectors", name, error));
    }
    for host in &mail_setup.mx.hosts {
        if let Tlsa::Failed(error) = &host.tlsa {
            failed.push((
                "there are TLSA records",
                format!("_25._tcp.{}", host.name),
                error,
            ));
        }
    }
    failed.retain(|(_, _, error)| !matches!(error, LookupError::OverLimit(_)));
    let hits = failed.iter().map(|(what, name, error)| {
        Hit::new(format!(
            "Could not tell whether {what}: the query for {name} failed ({error})."
        ))
    });
    most(hits)
}

/// Returns what is unknown and why, if the query for a record failed.
fn failure<'a, T>(
    at: &'a RecordAt<T>,
    what: &'static str,
) -> Option<(&'static str, String, &'a LookupError)> {
    match (&at.name, &at.state) {
        (Some(name), RecordState::Failed(error)) => Some((what, name.to_string(), error)),
        _ => None,
    }
}
