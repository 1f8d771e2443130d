//! Reports each cause once: lists which rules replace the findings of others.
//!
//! A rule that knows the cause reports it, and rules that only see a consequence stay silent. The rule that reports is never less
//! urgent than those it silences.

use super::rules;
use super::{Finding, Findings, Hit, Rule};

/// Rules, each with the rules whose findings are its consequences.
const SPEAKS_FOR: &[(&Rule, &[&Rule])] = &[(
    // Suggests a record that replaces the whole one.
    &rules::parked_domain_not_locked::RULE,
    &[
        &rules::failure_options_without_ruf::RULE,
        &rules::no_aggregate_reports::RULE,
        &rules::nonexistent_policy_weaker::RULE,
        &rules::percentage_partial::RULE,
        &rules::policy_none::RULE,
        &rules::record_can_be_tidied::RULE,
        &rules::strict_dkim_alignment::RULE,
        &rules::strict_spf_alignment::RULE,
        &rules::test_mode::RULE,
        &rules::test_mode_without_effect::RULE,
    ],
)];

/// Rules, each with the rules whose findings are its consequences if both are about the same thing.
const SPEAKS_FOR_ABOUT_THE_SAME: &[(&Rule, &[&Rule])] = &[
    (
        &rules::dkim_alias_in_text::RULE,
        &[&rules::sender_key_missing::RULE],
    ),
    (
        &rules::dkim_alias_without_key::RULE,
        &[&rules::sender_key_missing::RULE],
    ),
    (
        &rules::dkim_none::RULE,
        &[
            &rules::sender_without_alignment::RULE,
            &rules::spf_useless_include::RULE,
        ],
    ),
    (
        &rules::dkim_none_while_enforcing::RULE,
        &[
            &rules::sender_without_alignment::RULE,
            &rules::spf_useless_include::RULE,
        ],
    ),
    (
        &rules::mx_address_as_host::RULE,
        &[&rules::report_host_without_mail::RULE],
    ),
    (
        &rules::mx_host_not_found::RULE,
        &[&rules::report_host_without_mail::RULE],
    ),
    (
        &rules::mx_localhost::RULE,
        &[&rules::report_host_without_mail::RULE],
    ),
    (
        &rules::report_host_without_mail::RULE,
        &[
            &rules::report_permission_missing::RULE,
            &rules::report_permission_name_too_long::RULE,
            &rules::report_permission_redirected::RULE,
            &rules::report_permission_unknown::RULE,
        ],
    ),
    (
        &rules::sender_return_path_strict::RULE,
        &[&rules::sender_without_alignment::RULE],
    ),
    (
        &rules::sender_without_alignment::RULE,
        &[&rules::spf_useless_include::RULE],
    ),
];

/// Drops findings that another finding covers. Their rules do not count as passed.
pub(super) fn collapse(mut findings: Findings) -> Findings {
    let found = std::mem::take(&mut findings.found);
    findings.found = found
        .iter()
        .filter(|finding| spoken_for(SPEAKS_FOR, &found, finding).next().is_none())
        .filter_map(|finding| {
            let is_said = |hit: &Hit| {
                spoken_for(SPEAKS_FOR_ABOUT_THE_SAME, &found, finding)
                    .flat_map(Finding::hits)
                    .flat_map(|said| &said.about)
                    .any(|thing| hit.about.contains(thing))
            };
            let mut left = finding.hits().filter(|hit| !is_said(hit)).cloned();
            Some(Finding {
                rule: finding.rule,
                hit: left.next()?,
                more: left.collect(),
            })
        })
        .collect();
    findings
}

/// Returns the findings that cover a finding.
fn spoken_for<'a>(
    pairs: &'static [(&Rule, &[&Rule])],
    found: &'a [Finding],
    finding: &Finding,
) -> impl Iterator<Item = &'a Finding> {
    let causes = pairs
        .iter()
        .filter(|(_, consequences)| consequences.contains(&finding.rule));
    causes.filter_map(|(cause, _)| found.iter().find(|other| other.rule == *cause))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_urgent_is_left_out_for_something_less_urgent() {
        for (cause, consequences) in SPEAKS_FOR.iter().chain(SPEAKS_FOR_ABOUT_THE_SAME) {
            for consequence in *consequences {
                assert!(cause.severity <= consequence.severity, "{}", consequence.id);
            }
        }
    }
}
