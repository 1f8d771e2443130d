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
    is_own
        || match rule.severity {
            Severity::Problem => true,
            Severity::Advice => rule.topic == Topic::Policy,
            Severity::Note => false,
        }
}
