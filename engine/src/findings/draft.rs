//! Runs the rules on a text alone, such as a draft or a text to explain. Spans refer to the text.

use super::registry::run;
use super::rules::{self, Kept, SpfText};
use super::{Check, Findings, Hit, Text};
use crate::record::bimi::{BimiRecord, is_bimi};
use crate::record::dkim::{DkimRecord, is_dkim};
use crate::record::mta_sts::{StsPolicy, StsRecord, is_mta_sts};
use crate::record::spf::{Outcome, SpfRecord};
use crate::record::tls_rpt::{TlsRptRecord, is_tls_rpt};

/// Rules that treat a text alone differently from a published record: the rule, how it looks at a text, and whether that has to
/// be a record of its kind (`true`) or must not be one (`false`).
const OTHERWISE: [(&str, Text, bool); 7] = [
    (
        "bimi-record-not-recognized",
        Text::Bimi(rules::bimi_record_not_recognized::find),
        false,
    ),
    (
        "dkim-key-revoked",
        Text::Dkim(rules::dkim_key_revoked::find),
        true,
    ),
    (
        "dkim-text-not-a-key",
        Text::Dkim(rules::dkim_text_not_a_key::find),
        false,
    ),
    (
        "mta-sts-record-not-recognized",
        Text::MtaSts(rules::mta_sts_record_not_recognized::find),
        false,
    ),
    ("spf-fail-all", Text::Spf(rules::spf_fail_all::find), true),
    (
        "spf-record-not-recognized",
        Text::Spf(rules::spf_record_not_recognized::find),
        false,
    ),
    (
        "tls-rpt-record-not-recognized",
        Text::TlsRpt(rules::tls_rpt_record_not_recognized::find),
        false,
    ),
];

/// Finds the places in a policy file where a rule applies.
type FindInPolicy = fn(&StsPolicy) -> Vec<Hit>;

/// How each rule about MTA-STS policy files examines one. The page does not include these functions: there, `PolicyFileView`
/// explains a pasted file.
const POLICY_FILE: &[(&str, FindInPolicy)] = &[
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

/// Runs the rules that need only the text on an SPF record.
pub fn judge_spf(record: &SpfRecord) -> Findings {
    let draft = SpfText::draft(record);
    judge(record.outcome != Outcome::Ignored, |text| match text {
        Text::Spf(find) => Some(find(&draft)),
        _ => None,
    })
}

/// Runs the rules that need only the text on a DKIM key record.
pub fn judge_dkim(record: &DkimRecord) -> Findings {
    judge(is_dkim(&record.text), |text| match text {
        Text::Dkim(find) => Some(find(&Kept::draft(record))),
        _ => None,
    })
}

/// Runs the rules that need only the text on a BIMI record.
pub fn judge_bimi(record: &BimiRecord) -> Findings {
    judge(is_bimi(&record.text), |text| match text {
        Text::Bimi(find) => Some(find(&Kept::draft(record))),
        _ => None,
    })
}

/// Runs the rules that need only the text on an MTA-STS record.
pub fn judge_mta_sts(record: &StsRecord) -> Findings {
    judge(is_mta_sts(&record.text), |text| match text {
        Text::MtaSts(find) => Some(find(&Kept::draft(record))),
        _ => None,
    })
}

/// Runs the rules that need only the text on a TLS-RPT record.
pub fn judge_tls_rpt(record: &TlsRptRecord) -> Findings {
    judge(is_tls_rpt(&record.text), |text| match text {
        Text::TlsRpt(find) => Some(find(&Kept::draft(record))),
        _ => None,
    })
}

/// Runs the policy file rules on an MTA-STS policy file.
pub fn judge_policy_file(policy: &StsPolicy) -> Findings {
    run(|rule| {
        let (_, find) = POLICY_FILE.iter().find(|(id, _)| *id == rule.id)?;
        Some(find(policy))
    })
}

/// Runs the rules for which `find` returns an answer. A text that is not a record only gets the rules that say why.
fn judge(is_record: bool, find: impl Fn(Text) -> Option<Vec<Hit>>) -> Findings {
    run(|rule| {
        let (text, of_record) = if let Check::Text(text) = rule.check {
            (text, true)
        } else {
            let mut otherwise = OTHERWISE.iter();
            let (_, text, of_record) = otherwise.find(|(id, ..)| *id == rule.id)?;
            (*text, *of_record)
        };
        find(text).filter(|_| is_record == of_record)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::{RULES, rule};
    use crate::record::{bimi, dkim, mta_sts, spf, tls_rpt};

    /// An Ed25519 key.
    const KEY: &str = "k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";

    /// Returns the rules that find something, with the texts at the places found.
    fn found(findings: &Findings, text: &str) -> String {
        let found = findings.found.iter().map(|finding| {
            let span = finding.hit.span.map_or("", |span| span.of(text));
            format!("{} {span}", finding.rule.id)
        });
        found.collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn every_name_is_that_of_a_rule() {
        for (id, ..) in OTHERWISE {
            assert!(rule(id).is_some(), "{id}");
        }
    }

    #[test]
    fn every_rule_about_a_policy_file_looks_at_one() {
        let rules = RULES
            .iter()
            .filter(|rule| matches!(rule.check, Check::PolicyFile));
        let ids: Vec<_> = rules.map(|rule| rule.id).collect();
        let looking: Vec<_> = POLICY_FILE.iter().map(|(id, _)| *id).collect();
        assert_eq!(ids, looking);
    }

    #[test]
    fn one_mistake_in_an_spf_record_has_one_name() {
        for (text, id, at) in [
            (
                "v=spf1 ip:192.0.2.1 ~all",
                "spf-unknown-mechanism",
                "ip:192.0.2.1",
            ),
            (
                "v=spf1 ip4=192.0.2.1 ~all",
                "spf-misspelled-modifier",
                "ip4=192.0.2.1",
            ),
            ("v=spf1 ip4:192.0.2 ~all", "spf-syntax-error", "192.0.2"),
            ("v=spf1 mx\u{a0}~all", "spf-odd-character", "\u{a0}"),
            ("v=spf1 mx all", "spf-everyone-passes", "all"),
            (
                "v=spf1 ip4:0.0.0.0/0 ~all",
                "spf-everyone-passes",
                "ip4:0.0.0.0/0",
            ),
            (
                "v=spf1 ip4:10.0.0.0/8 ~all",
                "spf-private-address",
                "ip4:10.0.0.0/8",
            ),
            (
                "v=spf1 ip4:20.0.0.0/8 ~all",
                "spf-wide-network",
                "ip4:20.0.0.0/8",
            ),
            ("v=spf1 ?all", "spf-softfail-without-senders", "?all"),
            ("v=spf1 mx ?all", "spf-neutral-all", "?all"),
            ("v=spf1 mx", "spf-no-all", ""),
            ("v=spf1", "spf-no-all", ""),
            ("v=spf1 mx -all", "spf-fail-all", "-all"),
            ("v=spf1 ~all mx", "spf-terms-after-all", "mx"),
            ("v=spf1 -mx a ~all", "spf-failing-senders", "-mx"),
            ("v=spf1; mx ~all", "spf-record-not-recognized", ";"),
            ("hello", "spf-record-not-recognized", "hello"),
        ] {
            let findings = judge_spf(&spf::parse(text));
            assert_eq!(found(&findings, text), format!("{id} {at}"), "{text}");
        }
        for text in ["v=spf1 -all", "v=spf1 mx ~all", "v=spf1 redirect=a.example"] {
            assert_eq!(found(&judge_spf(&spf::parse(text)), text), "", "{text}");
        }
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
