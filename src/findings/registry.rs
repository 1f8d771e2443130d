//! The catalogue, and how it is run.

use super::rules;
use super::{Check, Finding, Findings, Hit, Rule};
use crate::discovery::Facts;
use crate::record::dmarc::DmarcRecord;

/// Every rule, sorted by name.
pub const RULES: &[Rule] = &[
    rules::report_address_without_mailto::RULE,
    rules::several_records::RULE,
];

/// The rule of this name.
pub fn rule(id: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.id == id)
}

/// Runs every rule on what is known of a domain. Rules about a record run on the one that is shown, so they
/// neither find anything nor pass where there is none.
pub fn judge(facts: &Facts) -> Findings {
    let shown = facts.shown_record();
    run(|rule| match rule.check {
        Check::Record(check) => shown.as_ref().map(|shown| check(&shown.record)),
        Check::Domain(check) => Some(check(facts)),
    })
}

/// Runs the rules about records on one.
pub fn judge_record(record: &DmarcRecord) -> Findings {
    run(|rule| match rule.check {
        Check::Record(check) => Some(check(record)),
        Check::Domain(_) => None,
    })
}

/// Collects and sorts what `check` says; `None` is a rule that does not run.
fn run(check: impl Fn(&Rule) -> Option<Vec<Hit>>) -> Findings {
    let mut findings = Findings::default();
    for rule in RULES {
        match check(rule) {
            None => {}
            Some(hits) if hits.is_empty() => findings.passed.push(rule),
            Some(hits) => findings
                .found
                .extend(hits.into_iter().map(|hit| Finding { rule, hit })),
        }
    }
    findings.found.sort_by_key(|finding| {
        let place = finding.hit.span.map_or(usize::MAX, |span| span.start);
        (finding.severity(), place, finding.rule.id)
    });
    findings
}
