//! Which rules about a record concern the reader of a page.

use super::rules;
use super::{Rule, Severity, Topic};
use crate::discovery::{Facts, ShownRecord};

/// Whether what a rule may find in the record that is shown is for the reader to know.
///
/// The record of another name, which its own page judges in full, is only of interest as far as it breaks or weakens
/// what applies to this name. And where nobody sends mail, no report is missed.
pub(super) fn concerns(rule: &Rule, facts: &Facts, shown: &ShownRecord) -> bool {
    if *rule == rules::no_aggregate_reports::RULE
        && (facts.mail.is_parked() || facts.mail.may_be_parked())
    {
        return false;
    }
    let is_own = shown.domain == facts.domain;
    // Below the Organizational Domain, which both standards see there, sp and np have no effect; a rule of its own says so.
    // Where a failed question leaves that domain open, the name may be below it.
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
