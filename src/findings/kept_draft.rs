//! What the rules about DKIM, BIMI, MTA-STS and TLS-RPT find in the text of one record or policy file.

use super::registry::run;
use super::rules::{self, Kept};
use super::{Findings, Hit};
use crate::record::bimi::{BimiRecord, is_bimi};
use crate::record::dkim::{DkimRecord, is_dkim};
use crate::record::mta_sts::{StsPolicy, StsRecord, is_mta_sts};
use crate::record::tls_rpt::{TlsRptRecord, is_tls_rpt};

/// The rules that need nothing but the text, by name.
type Rules<T> = &'static [(&'static str, fn(&Kept<T>) -> Vec<Hit>)];

/// Rules by name, with what they find in something else.
type Named<A> = [(&'static str, fn(&A) -> Vec<Hit>)];

/// The rules about keys.
const DKIM: Rules<DkimRecord> = &[
    ("dkim-key-escaped", rules::dkim_key_escaped::find),
    ("dkim-key-in-odd-form", rules::dkim_key_in_odd_form::find),
    ("dkim-key-in-quotes", rules::dkim_key_in_quotes::find),
    ("dkim-key-not-for-mail", rules::dkim_key_not_for_mail::find),
    ("dkim-key-not-readable", rules::dkim_key_not_readable::find),
    (
        "dkim-key-of-other-type",
        rules::dkim_key_of_other_type::find,
    ),
    ("dkim-key-private", rules::dkim_key_private::find),
    ("dkim-key-revoked", rules::dkim_key_revoked::find),
    ("dkim-key-too-short", rules::dkim_key_too_short::find),
    ("dkim-key-truncated", rules::dkim_key_truncated::find),
    ("dkim-key-weak", rules::dkim_key_weak::find),
    (
        "dkim-key-without-plus-signs",
        rules::dkim_key_without_plus_signs::find,
    ),
    (
        "dkim-key-without-usable-hash",
        rules::dkim_key_without_usable_hash::find,
    ),
    ("dkim-testing", rules::dkim_testing::find),
];

/// The rule about a text that is no key.
const NO_KEY: Rules<DkimRecord> = &[("dkim-text-not-a-key", rules::dkim_text_not_a_key::find)];

/// The rules about BIMI records.
const BIMI: Rules<BimiRecord> = &[
    ("bimi-declined", rules::bimi_declined::find),
    ("bimi-evidence-missing", rules::bimi_evidence_missing::find),
    (
        "bimi-evidence-without-logo",
        rules::bimi_evidence_without_logo::find,
    ),
    (
        "bimi-location-not-https",
        rules::bimi_location_not_https::find,
    ),
    ("bimi-logo-not-svg", rules::bimi_logo_not_svg::find),
    ("bimi-record-malformed", rules::bimi_record_malformed::find),
    ("bimi-value-unknown", rules::bimi_value_unknown::find),
];

/// The rule about a text that is no BIMI record.
const NO_BIMI: Rules<BimiRecord> = &[(
    "bimi-record-not-recognized",
    rules::bimi_record_not_recognized::find,
)];

/// The rules about MTA-STS records.
const MTA_STS: Rules<StsRecord> = &[
    ("mta-sts-id-invalid", rules::mta_sts_id_invalid::find),
    (
        "mta-sts-record-malformed",
        rules::mta_sts_record_malformed::find,
    ),
    ("mta-sts-tag-twice", rules::mta_sts_tag_twice::find),
];

/// The rule about a text that is no MTA-STS record.
const NO_MTA_STS: Rules<StsRecord> = &[(
    "mta-sts-record-not-recognized",
    rules::mta_sts_record_not_recognized::find,
)];

/// The rules about TLS-RPT records.
const TLS_RPT: Rules<TlsRptRecord> = &[
    (
        "tls-rpt-address-after-slashes",
        rules::tls_rpt_address_after_slashes::find,
    ),
    (
        "tls-rpt-address-unusable",
        rules::tls_rpt_address_unusable::find,
    ),
    (
        "tls-rpt-address-without-mailto",
        rules::tls_rpt_address_without_mailto::find,
    ),
    (
        "tls-rpt-record-malformed",
        rules::tls_rpt_record_malformed::find,
    ),
    ("tls-rpt-tag-twice", rules::tls_rpt_tag_twice::find),
];

/// The rule about a text that is no TLS-RPT record.
const NO_TLS_RPT: Rules<TlsRptRecord> = &[(
    "tls-rpt-record-not-recognized",
    rules::tls_rpt_record_not_recognized::find,
)];

/// The rules about policy files of MTA-STS. The page has none of them: of a file that is pasted there, `PolicyFileView` speaks.
const POLICY_FILE: &Named<StsPolicy> = &[
    (
        "mta-sts-policy-blank-line",
        rules::mta_sts_policy_blank_line::find,
    ),
    (
        "mta-sts-policy-key-missing",
        rules::mta_sts_policy_key_missing::find,
    ),
    (
        "mta-sts-policy-key-misspelled",
        rules::mta_sts_policy_key_misspelled::find,
    ),
    (
        "mta-sts-policy-key-twice",
        rules::mta_sts_policy_key_twice::find,
    ),
    (
        "mta-sts-policy-malformed",
        rules::mta_sts_policy_malformed::find,
    ),
    (
        "mta-sts-policy-max-age-short",
        rules::mta_sts_policy_max_age_short::find,
    ),
    (
        "mta-sts-policy-value-invalid",
        rules::mta_sts_policy_value_invalid::find,
    ),
];

/// Runs the rules that need nothing but the text on a DKIM key record. Spans are in its text, as in all that follow.
pub fn judge_dkim(record: &DkimRecord) -> Findings {
    let rules = if is_dkim(&record.text) { DKIM } else { NO_KEY };
    judge(rules, record)
}

/// The same for a BIMI record.
pub fn judge_bimi(record: &BimiRecord) -> Findings {
    let rules = if is_bimi(&record.text) { BIMI } else { NO_BIMI };
    judge(rules, record)
}

/// The same for an MTA-STS record.
pub fn judge_mta_sts(record: &StsRecord) -> Findings {
    let is_record = is_mta_sts(&record.text);
    judge(if is_record { MTA_STS } else { NO_MTA_STS }, record)
}

/// The same for a TLS-RPT record.
pub fn judge_tls_rpt(record: &TlsRptRecord) -> Findings {
    let is_record = is_tls_rpt(&record.text);
    judge(if is_record { TLS_RPT } else { NO_TLS_RPT }, record)
}

/// Runs the rules about MTA-STS policy files on one.
pub fn judge_policy_file(policy: &StsPolicy) -> Findings {
    run_named(POLICY_FILE, policy)
}

/// Runs rules on a text alone.
fn judge<T>(rules: Rules<T>, record: &T) -> Findings {
    run_named(rules, &Kept::draft(record))
}

/// Runs the rules that a table names.
fn run_named<A>(rules: &Named<A>, about: &A) -> Findings {
    run(|rule| {
        let (_, find) = rules.iter().find(|(id, _)| *id == rule.id)?;
        Some(find(about))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::{Check, RULES, rule};
    use crate::record::{bimi, dkim, mta_sts, tls_rpt};

    /// An Ed25519 key.
    const KEY: &str = "k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";

    /// The names of the rules that find something, and the texts at their places.
    fn found(findings: &Findings, text: &str) -> String {
        let found = findings.found.iter().map(|finding| {
            let span = finding.hit.span.map_or("", |span| span.of(text));
            format!("{} {span}", finding.rule.id)
        });
        found.collect::<Vec<_>>().join(", ")
    }

    /// The names in a table.
    fn names<T>(rules: &[(&'static str, T)]) -> Vec<&'static str> {
        rules.iter().map(|(id, _)| *id).collect()
    }

    #[test]
    fn every_name_is_that_of_a_rule() {
        let all = [
            [names(DKIM), names(NO_KEY)],
            [names(BIMI), names(NO_BIMI)],
            [names(MTA_STS), names(NO_MTA_STS)],
            [names(TLS_RPT), names(NO_TLS_RPT)],
        ];
        for id in all.concat().concat() {
            assert!(rule(id).is_some(), "{id}");
        }
        let about_files = RULES
            .iter()
            .filter(|rule| matches!(rule.check, Check::PolicyFile));
        let about_files: Vec<_> = about_files.map(|rule| rule.id).collect();
        assert_eq!(names(POLICY_FILE), about_files);
    }

    #[test]
    fn one_mistake_in_a_key_has_one_name() {
        for (text, expected) in [
            (format!("v=DKIM1; {KEY}"), ""),
            (format!("v=DKIM1\\; {KEY}"), "dkim-key-escaped \\"),
            (format!("\"v=DKIM1; {KEY}\""), "dkim-key-in-quotes \""),
            (
                format!("v=DKIM1; {}", KEY.replace("p=11", "p=11\u{200b}")),
                "dkim-key-not-readable \u{200b}",
            ),
            ("v=DKIM1; p=".to_owned(), "dkim-key-revoked "),
            ("v=DKIM1; p=Zm9v".to_owned(), "dkim-key-not-readable Zm9v"),
            (
                "\"v=DKIM1; p=Zm9v\"".to_owned(),
                "dkim-key-in-quotes \", dkim-key-not-readable ",
            ),
            (format!("v=DKIM1; t=y; {KEY}"), "dkim-testing "),
            (
                "v=DMARC1; p=none".to_owned(),
                "dkim-text-not-a-key v=DMARC1; p=none",
            ),
        ] {
            let findings = judge_dkim(&dkim::parse(&text));
            assert_eq!(found(&findings, &text), expected, "{text}");
        }
    }

    #[test]
    fn one_mistake_in_another_record_has_one_name() {
        for (text, expected) in [
            (
                "v=BIMI1; l=https://a.example/a.svg; a=https://a.example/a.pem",
                "",
            ),
            ("v=BIMI1; l=", "bimi-declined v=BIMI1; l="),
            ("v=BIMI1", "bimi-record-malformed "),
            (
                "v=BIMI1; l=http://a.example/a.svg",
                "bimi-location-not-https http://a.example/a.svg",
            ),
            ("v=bimi1; l=", "bimi-record-not-recognized bimi1"),
        ] {
            let findings = judge_bimi(&bimi::parse(text));
            assert_eq!(found(&findings, text), expected, "{text}");
        }
        for (text, expected) in [
            ("v=STSv1; id=1", ""),
            ("v=STSv1; id=1; id=2", "mta-sts-tag-twice id=2"),
            ("v=STSv1; id=1-2", "mta-sts-id-invalid id=1-2"),
            ("v=STSv1; id = 1", "mta-sts-record-malformed id = 1"),
            ("v=STSV1; id=1", "mta-sts-record-not-recognized STSV1"),
        ] {
            let findings = judge_mta_sts(&mta_sts::parse(text));
            assert_eq!(found(&findings, text), expected, "{text}");
        }
        for (text, expected) in [
            ("v=TLSRPTv1; rua=mailto:a@a.example", ""),
            (
                "v=TLSRPTv1; rua=mailto://a@a.example",
                "tls-rpt-address-after-slashes mailto://a@a.example",
            ),
            (
                "v=TLSRPTv1; rua=a@a.example",
                "tls-rpt-address-without-mailto a@a.example",
            ),
            (
                "v=TLSRPTv1; rua=mailto:a@a.example; rua=mailto:b@a.example",
                "tls-rpt-tag-twice rua=mailto:b@a.example",
            ),
            ("hello", "tls-rpt-record-not-recognized hello"),
        ] {
            let findings = judge_tls_rpt(&tls_rpt::parse(text));
            assert_eq!(found(&findings, text), expected, "{text}");
        }
    }
}
