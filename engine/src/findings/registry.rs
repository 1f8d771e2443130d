//! The catalogue of rules, and the functions that run it.

use super::cures::with_one_cure;
use super::one_cause::collapse;
use super::reader::concerns;
use super::rules;
use super::rules::{in_keys, in_record, in_records};
use super::{Check, Finding, Findings, Hit, Rule, Severity, Text};
use crate::discovery::{Facts, ShownRecord};
use crate::mail_setup::MailSetup;
use crate::record::dmarc::DmarcRecord;

// Every rule, sorted by name; `build.rs` lists the files in `rules/`.
include!(concat!(env!("OUT_DIR"), "/rules.rs"));

/// Returns the rule with this identifier.
pub fn rule(id: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.id == id)
}

/// Runs every rule on the facts and returns one finding per cause.
///
/// Rules about a DMARC record run on the shown record, if they concern the reader. Without a record they neither find anything
/// nor pass. While any query is open or failed, the other rules may find something but do not pass: not having seen a thing does
/// not prove that it is absent.
pub fn judge(facts: &Facts) -> Findings {
    let shown = facts.shown_record();
    let is_all_known = facts.is_complete && facts.answers.0.iter().all(|a| a.error().is_none());
    let found = run(|rule| {
        let is_about_record = matches!(rule.check, Check::Dmarc(_));
        let shown = shown.as_ref();
        let hits = look(
            rule,
            facts,
            shown.filter(|shown| concerns(rule, facts, shown)),
        )?;
        (is_about_record || is_all_known || !hits.is_empty()).then_some(hits)
    });
    let findings = match &shown {
        Some(shown) => with_one_cure(&shown.record, found),
        None => found,
    };
    collapse(findings)
}

impl Rule {
    /// Returns what this rule finds in the facts, whatever other rules say; `None` if there is nothing for it to examine.
    pub fn find(&self, facts: &Facts) -> Option<Vec<Hit>> {
        look(self, facts, facts.shown_record().as_ref())
    }
}

/// Runs one rule on the facts, given the record that is shown.
fn look(rule: &Rule, facts: &Facts, shown: Option<&ShownRecord>) -> Option<Vec<Hit>> {
    let mail_setup = facts.mail_setup.as_deref();
    let found = match rule.check {
        Check::Dmarc(check) => return shown.map(|shown| check(&shown.record)),
        Check::Text(text) => mail_setup.map(|mail_setup| text.in_dns(facts, mail_setup)),
        Check::MailSetup(check) => mail_setup.map(|mail_setup| check(facts, mail_setup)),
        Check::Domain(check) => Some(check(facts)),
        Check::PolicyFile => return None,
    };
    Some(found.unwrap_or_default())
}

impl Text {
    /// Runs a rule on the published records of its kind.
    fn in_dns(self, facts: &Facts, mail_setup: &MailSetup) -> Vec<Hit> {
        match self {
            Self::Spf(find) => in_records(facts, mail_setup, find),
            Self::Dkim(find) => in_keys(mail_setup, find),
            Self::Bimi(find) => in_record(mail_setup.bimi.record_at(), find),
            Self::MtaSts(find) => in_record(&mail_setup.mta_sts, find),
            Self::TlsRpt(find) => in_record(&mail_setup.tls_rpt, find),
        }
    }
}

/// Runs the rules about DMARC records on a record alone.
pub fn judge_record(record: &DmarcRecord) -> Findings {
    let findings = run(|rule| match rule.check {
        Check::Dmarc(check) => Some(check(record)),
        _ => None,
    });
    with_one_cure(record, findings)
}

/// Collects the results of `check` in order of urgency; `None` means that a rule does not run.
pub(super) fn run(check: impl Fn(&Rule) -> Option<Vec<Hit>>) -> Findings {
    let mut findings = Findings::default();
    for rule in RULES {
        let Some(hits) = check(rule) else {
            continue;
        };
        let mut hits = hits.into_iter();
        let Some(hit) = hits.next() else {
            findings.passed.push(rule);
            continue;
        };
        let more = hits.collect();
        let finding = Finding { rule, hit, more };
        // The rules come sorted by name, so equally urgent findings at the same place stay in that order.
        let place = findings
            .found
            .partition_point(|other| rank(other) <= rank(&finding));
        findings.found.insert(place, finding);
    }
    findings
}

/// Returns the sort key of a finding: its urgency, then its place in the record, with findings without a place last.
fn rank(finding: &Finding) -> (Severity, usize) {
    (
        finding.severity(),
        finding.hit.span.map_or(usize::MAX, |span| span.start),
    )
}
