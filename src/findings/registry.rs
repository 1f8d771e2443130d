//! The catalogue, and how it is run.

use super::cures::with_one_cure;
use super::one_cause::collapse;
use super::reader::concerns;
use super::rules;
use super::{Check, Finding, Findings, Hit, Rule, Severity};
use crate::discovery::Facts;
use crate::record::dmarc::DmarcRecord;

/// Every rule, sorted by name.
pub const RULES: &[Rule] = &[
    rules::alias_without_record::RULE,
    rules::bimi_declined::RULE,
    rules::bimi_evidence_missing::RULE,
    rules::bimi_evidence_without_logo::RULE,
    rules::bimi_inherited::RULE,
    rules::bimi_location_not_https::RULE,
    rules::bimi_logo_not_svg::RULE,
    rules::bimi_policy_in_test_mode::RULE,
    rules::bimi_policy_partial::RULE,
    rules::bimi_policy_too_weak::RULE,
    rules::bimi_record_at_wrong_name::RULE,
    rules::bimi_record_malformed::RULE,
    rules::bimi_record_not_recognized::RULE,
    rules::bimi_several_records::RULE,
    rules::bimi_value_unknown::RULE,
    rules::blank_before_version::RULE,
    rules::blanks_around_equals::RULE,
    rules::check_limit_reached::RULE,
    rules::check_part_not_asked::RULE,
    rules::control_character::RULE,
    rules::dkim_alias_in_text::RULE,
    rules::dkim_alias_without_key::RULE,
    rules::dkim_elliptic_key_alone::RULE,
    rules::dkim_key_escaped::RULE,
    rules::dkim_key_in_odd_form::RULE,
    rules::dkim_key_in_quotes::RULE,
    rules::dkim_key_not_for_mail::RULE,
    rules::dkim_key_not_readable::RULE,
    rules::dkim_key_of_other_type::RULE,
    rules::dkim_key_private::RULE,
    rules::dkim_key_revoked::RULE,
    rules::dkim_key_too_short::RULE,
    rules::dkim_key_truncated::RULE,
    rules::dkim_key_weak::RULE,
    rules::dkim_key_without_plus_signs::RULE,
    rules::dkim_key_without_usable_hash::RULE,
    rules::dkim_no_key_found::RULE,
    rules::dkim_no_usable_key::RULE,
    rules::dkim_none::RULE,
    rules::dkim_none_while_enforcing::RULE,
    rules::dkim_selector_not_usable::RULE,
    rules::dkim_selector_without_key::RULE,
    rules::dkim_several_records::RULE,
    rules::dkim_testing::RULE,
    rules::dkim_text_not_a_key::RULE,
    rules::dkim_wildcard::RULE,
    rules::domain_does_not_exist::RULE,
    rules::duplicate_tag::RULE,
    rules::element_without_equals::RULE,
    rules::empty_element::RULE,
    rules::empty_value::RULE,
    rules::extended_error::RULE,
    rules::failure_options_without_ruf::RULE,
    rules::invalid_alignment::RULE,
    rules::invalid_failure_options::RULE,
    rules::invalid_nonexistent_policy::RULE,
    rules::invalid_percentage::RULE,
    rules::invalid_policy::RULE,
    rules::invalid_psd::RULE,
    rules::invalid_subdomain_policy::RULE,
    rules::invalid_test_mode::RULE,
    rules::long_name_skips_records::RULE,
    rules::long_ttl::RULE,
    rules::missing_policy::RULE,
    rules::missing_semicolon::RULE,
    rules::misspelled_tag::RULE,
    rules::more_than_two_report_addresses::RULE,
    rules::mta_sts_id_invalid::RULE,
    rules::mta_sts_policy_blank_line::RULE,
    rules::mta_sts_policy_key_missing::RULE,
    rules::mta_sts_policy_key_misspelled::RULE,
    rules::mta_sts_policy_key_twice::RULE,
    rules::mta_sts_policy_malformed::RULE,
    rules::mta_sts_policy_max_age_short::RULE,
    rules::mta_sts_policy_value_invalid::RULE,
    rules::mta_sts_record_at_wrong_name::RULE,
    rules::mta_sts_record_malformed::RULE,
    rules::mta_sts_record_not_recognized::RULE,
    rules::mta_sts_several_records::RULE,
    rules::mta_sts_tag_twice::RULE,
    rules::mta_sts_without_mail_host::RULE,
    rules::mta_sts_without_tls_rpt::RULE,
    rules::mx_address_as_host::RULE,
    rules::mx_at_several_vendors::RULE,
    rules::mx_host_is_alias::RULE,
    rules::mx_host_name_not_valid::RULE,
    rules::mx_host_not_found::RULE,
    rules::mx_host_twice::RULE,
    rules::mx_localhost::RULE,
    rules::mx_missing::RULE,
    rules::mx_missing_for_sender::RULE,
    rules::mx_null_beside_hosts::RULE,
    rules::mx_null_for_sender::RULE,
    rules::mx_null_with_preference::RULE,
    rules::no_aggregate_reports::RULE,
    rules::no_record::RULE,
    rules::non_ascii_character::RULE,
    rules::nonexistence_hidden::RULE,
    rules::nonexistent_policy_weaker::RULE,
    rules::organization_without_record::RULE,
    rules::own_record_weaker_than_parent::RULE,
    rules::parked_domain_not_locked::RULE,
    rules::parked_domain_with_keys::RULE,
    rules::parked_domain_with_mail_hosts::RULE,
    rules::parked_domain_without_null_mx::RULE,
    rules::parked_domain_without_spf::RULE,
    rules::parked_parent_of_used_domain::RULE,
    rules::percentage_partial::RULE,
    rules::percentage_zero::RULE,
    rules::policy_inherited::RULE,
    rules::policy_left_out::RULE,
    rules::policy_none::RULE,
    rules::policy_not_askable::RULE,
    rules::policy_not_second::RULE,
    rules::psd_yes::RULE,
    rules::record_at_doubled_name::RULE,
    rules::record_at_wrong_name::RULE,
    rules::record_behind_alias::RULE,
    rules::record_can_be_tidied::RULE,
    rules::record_in_between_unused::RULE,
    rules::record_in_quotes::RULE,
    rules::record_long::RULE,
    rules::record_not_recognized::RULE,
    rules::record_without_underscore::RULE,
    rules::report_address_after_semicolon::RULE,
    rules::report_address_after_slashes::RULE,
    rules::report_address_empty::RULE,
    rules::report_address_malformed::RULE,
    rules::report_address_not_mailto::RULE,
    rules::report_address_twice::RULE,
    rules::report_address_without_mailto::RULE,
    rules::report_host_without_mail::RULE,
    rules::report_permission_missing::RULE,
    rules::report_permission_name_too_long::RULE,
    rules::report_permission_redirected::RULE,
    rules::report_permission_unknown::RULE,
    rules::report_size_limit_broken::RULE,
    rules::resolver_failed_over::RULE,
    rules::sender_key_missing::RULE,
    rules::sender_mail_host_not_in_spf::RULE,
    rules::sender_return_path_strict::RULE,
    rules::sender_without_alignment::RULE,
    rules::several_records::RULE,
    rules::spf_answer_large::RULE,
    rules::spf_depends_on_message::RULE,
    rules::spf_duplicate_term::RULE,
    rules::spf_everyone_passes::RULE,
    rules::spf_explanation_unused::RULE,
    rules::spf_fail_all::RULE,
    rules::spf_failing_senders::RULE,
    rules::spf_include_of_everyone::RULE,
    rules::spf_include_without_record::RULE,
    rules::spf_lookups_near_limit::RULE,
    rules::spf_loop::RULE,
    rules::spf_misspelled_modifier::RULE,
    rules::spf_neutral_all::RULE,
    rules::spf_no_all::RULE,
    rules::spf_no_record::RULE,
    rules::spf_not_askable::RULE,
    rules::spf_odd_character::RULE,
    rules::spf_private_address::RULE,
    rules::spf_ptr::RULE,
    rules::spf_record_at_dmarc_name::RULE,
    rules::spf_record_not_recognized::RULE,
    rules::spf_record_reached_twice::RULE,
    rules::spf_redirect_beside_all::RULE,
    rules::spf_redirect_without_record::RULE,
    rules::spf_several_records::RULE,
    rules::spf_softfail_without_senders::RULE,
    rules::spf_strings_joined::RULE,
    rules::spf_syntax_error::RULE,
    rules::spf_terms_after_all::RULE,
    rules::spf_too_many_lookups::RULE,
    rules::spf_too_many_mx_hosts::RULE,
    rules::spf_too_many_voids::RULE,
    rules::spf_too_many_voids_of_one_family::RULE,
    rules::spf_tree_cut::RULE,
    rules::spf_unknown_mechanism::RULE,
    rules::spf_unknown_modifier::RULE,
    rules::spf_useless_include::RULE,
    rules::spf_version_twice::RULE,
    rules::spf_void_lookups::RULE,
    rules::spf_wide_network::RULE,
    rules::strict_dkim_alignment::RULE,
    rules::strict_spf_alignment::RULE,
    rules::subdomain_policy_weaker::RULE,
    rules::subdomain_tags_without_effect::RULE,
    rules::tag_name_in_capitals::RULE,
    rules::tag_name_not_letters::RULE,
    rules::test_mode::RULE,
    rules::test_mode_without_effect::RULE,
    rules::tls_rpt_address_after_slashes::RULE,
    rules::tls_rpt_address_unusable::RULE,
    rules::tls_rpt_address_without_mailto::RULE,
    rules::tls_rpt_record_at_wrong_name::RULE,
    rules::tls_rpt_record_malformed::RULE,
    rules::tls_rpt_record_not_recognized::RULE,
    rules::tls_rpt_several_records::RULE,
    rules::tls_rpt_tag_twice::RULE,
    rules::tls_rpt_without_enforcement::RULE,
    rules::tls_rpt_without_mail_host::RULE,
    rules::tlsa_behind_unsigned_mx::RULE,
    rules::tlsa_digest_of_wrong_length::RULE,
    rules::tlsa_for_some_hosts::RULE,
    rules::tlsa_parameter_unknown::RULE,
    rules::tlsa_usage_not_for_mail::RULE,
    rules::tlsa_without_dnssec::RULE,
    rules::top_level_record_without_psd::RULE,
    rules::unrelated_text_at_dmarc_name::RULE,
    rules::version_in_wrong_case::RULE,
    rules::version_not_first::RULE,
    rules::version_unknown::RULE,
    rules::walk_incomplete::RULE,
    rules::wildcard_answers_at_dmarc_names::RULE,
    rules::wildcard_text_at_dmarc_names::RULE,
];

/// The rule of this name.
pub fn rule(id: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.id == id)
}

/// Runs every rule on what is known of a domain, and gives one finding for each cause. Rules about a record run on the
/// one that is shown, as far as they concern the reader, so they neither find anything nor pass where there is none. As long as a question is open or failed, rules about
/// the domain may find something but do not pass: not having seen a thing is no sign that it is not there.
pub fn judge(facts: &Facts) -> Findings {
    let shown = facts.shown_record();
    let is_all_known = facts.is_complete && facts.answers.0.iter().all(|a| a.error().is_none());
    let found = run(|rule| match rule.check {
        Check::Record(check) => shown
            .as_ref()
            .filter(|shown| concerns(rule, facts, shown))
            .map(|shown| check(&shown.record)),
        Check::Domain(check) => Some(check(facts)).filter(|hits| is_all_known || !hits.is_empty()),
        Check::PolicyFile => None,
    });
    let findings = match &shown {
        Some(shown) => with_one_cure(&shown.record, found),
        None => found,
    };
    collapse(findings)
}

/// Runs the rules about records on one.
pub fn judge_record(record: &DmarcRecord) -> Findings {
    let findings = run(|rule| match rule.check {
        Check::Record(check) => Some(check(record)),
        Check::Domain(_) | Check::PolicyFile => None,
    });
    with_one_cure(record, findings)
}

/// Collects in order what `check` says; `None` is a rule that does not run.
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
        // Rules come by name, so those that are equally urgent and at the same place stay in that order.
        let place = findings
            .found
            .partition_point(|other| rank(other) <= rank(&finding));
        findings.found.insert(place, finding);
    }
    findings
}

/// What findings are ordered by: urgency, then place in the record, those without one last.
fn rank(finding: &Finding) -> (Severity, usize) {
    (
        finding.severity(),
        finding.hit.span.map_or(usize::MAX, |span| span.start),
    )
}
