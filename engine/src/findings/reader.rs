//! Decides which rules about a record concern the reader of a page.

use super::rules;
use super::{Rule, Severity, Topic};
use crate::discovery::{Facts, ShownRecord};

/// Whether the reader needs to know what a rule finds in the shown record.
///
/// Another name's record is judged in full on that name's own page, so here it only matters if it breaks or weakens what applies
/// to this name. A domain that sends no mail misses no reports.
pub(super) fn concerns(rule: &Rule, facts: &Facts, shown: &ShownRecord) -> bool {
    if *rule == rules::no_aggregate_reports::RULE
        && (facts.mail.is_parked() || facts.mail.may_be_parked())
    {
        return false;
    }
    let is_own = shown.domain == facts.domain;
    // Below the organizational domain, on which both standards agree here, sp and np have no effect; a separate rule says so. If
    // a failed query leaves that domain unknown, the name may be below it.
    let organizational = facts.organizational_domain();
    let may_be_below = organizational.is_none_or(|name| name != facts.domain)
        && facts.registered_domain.as_ref() != Some(&facts.domain);
    let is_about_names_below = *rule == rules::subdomain_policy_weaker::RULE
        || *rule == rules::nonexistent_policy_weaker::RULE;
    if is_own && may_be_below && is_about_names_below {
        return false;
    }
    is_own
        || match rule.severity {
            Severity::Problem => true,
            Severity::Advice => rule.topic == Topic::Policy,
            Severity::Note => false,
        }
}
