//! Each cause has exactly one finding, and a sound setup has none.

#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test says what it expects by failing"
)]

use dmarc_engine::discovery::{Options, gather};
use dmarc_engine::dns::Zone;
use dmarc_engine::domain::DomainName;
use dmarc_engine::findings::{Finding, judge, judge_record};
use dmarc_engine::record::dmarc::parse;
use futures_util::FutureExt;

/// A usable key, as zone files write it.
const KEY: &str = "\"v=DKIM1; k=rsa; p=MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAtr031ZSlOcVApHO394Et3L54uPIdJzXAsJu1gzhgIrJBGmm5ZwIJG6bOeYcNFn+b4c1/9hmUcGIL/9Z73j5XRa6ucD9khvwmbgsi8V7edhR83XjG1JK9RAoPIHhX/t5SeCRFiTL8Tc2oDhKuPA+ed54mKcF7uYZWxwEyELU5b5wb2+JhlXrTcackflS/\" \"aqiiFqrvJNm/gqtTPxgPz3ek+mi1dtvOpv+A3rKHEURarhjxkTaIYyrXDBPJWykvYVhl8HSnc40u5AABh9fulASKdagHrIvBNr/kU2Djub9QPzXsGkVEtwbHM1G0NHNKe0lXUrKPMR7Cd3+8oZynWl/XIQIDAQAB\"";

/// The findings for a domain in a zone file with the origin `example`.
fn findings(domain: &str, zone: &str) -> Vec<Finding> {
    let zone = Zone::from_file("zone", "example", &format!("$TTL 300\n{zone}\n")).unwrap();
    let domain = DomainName::new(domain).unwrap();
    let options = Options::default();
    let facts = gather(&zone, &domain, &options, |_| (), |_, _| ());
    judge(&facts.now_or_never().unwrap()).found
}

/// The rules with findings, sorted by name.
fn rules(findings: &[Finding]) -> Vec<&str> {
    let mut ids: Vec<_> = findings.iter().map(|finding| finding.rule.id).collect();
    ids.sort_unstable();
    ids
}

#[track_caller]
fn finds(domain: &str, zone: &str, expected: &[&str]) {
    let found = findings(domain, zone);
    assert_eq!(rules(&found), expected, "{zone}: {found:#?}");
}

/// A domain with mail, SPF and a key, and this DMARC record.
fn healthy(record: &str) -> String {
    format!(
        "shop                 MX  10 mx.shop\n\
         mx.shop              A   192.0.2.1\n\
         shop                 TXT \"v=spf1 mx ~all\"\n\
         mail._domainkey.shop TXT {KEY}\n\
         _dmarc.shop          TXT \"{record}\""
    )
}

#[test]
fn what_most_healthy_domains_have_is_no_finding() {
    let rua = "rua=mailto:dmarc@shop.example";
    for record in [
        format!("v=DMARC1; p=reject; {rua}"),
        format!("v=DMARC1; p=quarantine; {rua}; ruf=mailto:dmarc@shop.example; fo=1"),
    ] {
        finds("shop.example", &healthy(&record), &[]);
    }
    for record in [
        format!("v=DMARC1; p=reject; pct=100; {rua}"),
        format!("v=DMARC1; p=reject; pct=100; rf=afrf; ri=86400; {rua}!10m"),
    ] {
        finds("shop.example", &healthy(&record), &["record-can-be-tidied"]);
    }
}

#[test]
fn an_unused_domain_has_one_finding_until_it_is_locked() {
    let spf = "shop TXT \"v=spf1 -all\"\nshop A 192.0.2.1";
    for record in [
        "v=DMARC1; p=none",
        "v=DMARC1; p=none; rua=mailto:dmarc@office.example",
        "v=DMARC1; p=quarantine; np=none; pct=50",
        "v=DMARC1; p=reject; t=y",
        "v=DMARC1; p=none; t=y; adkim=s; aspf=s; fo=1; pct=100; foo=bar",
    ] {
        let zone = format!(
            "{spf}\n_dmarc.shop TXT \"{record}\"\noffice MX 10 mx.office\n\
             shop.example._report._dmarc.office TXT \"v=DMARC1\""
        );
        finds("shop.example", &zone, &["parked-domain-not-locked"]);
    }
    let zone = format!("{spf}\nshop MX 0 .\n_dmarc.shop TXT \"v=DMARC1; p=reject\"");
    finds("shop.example", &zone, &[]);
    finds(
        "shop.example",
        "shop TXT \"v=spf1 -all\"\nshop MX 0 .",
        &["no-record"],
    );
}

#[test]
fn a_report_host_without_mail_is_not_asked_to_agree() {
    let record = "v=DMARC1; p=none; rua=mailto:a@gone.example,mailto:b@office.example";
    let zone = format!("{}\noffice MX 10 mx.office", healthy(record));
    let found = findings("shop.example", &zone);
    let all = [
        "policy-none",
        "report-host-without-mail",
        "report-permission-missing",
    ];
    assert_eq!(rules(&found), all);
    let of = |id: &str| {
        let finding = found.iter().find(|finding| finding.rule.id == id).unwrap();
        let names = finding
            .hits()
            .flat_map(|hit| &hit.about)
            .map(|about| about.name().unwrap());
        names.map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(of(all[1]), ["gone.example"]);
    assert_eq!(of(all[2]), ["office.example"]);
}

#[test]
fn a_text_that_is_no_record_has_one_reason() {
    for (text, expected) in [
        ("v=dmarc1; p=reject", "version-in-wrong-case"),
        ("v=DMARC2; p=reject", "version-unknown"),
        ("p=reject; v=DMARC1", "version-not-first"),
        (" v=DMARC1; p=reject", "blank-before-version"),
        ("v=DMARC1 p=reject", "missing-semicolon"),
    ] {
        finds("shop.example", &healthy(text), &[expected]);
    }
}

#[test]
fn vendors_without_keys_are_one_finding() {
    let vendors = "servers.mcsv.net. TXT \"v=spf1 ip4:192.0.2.0/24 ~all\"\n\
                   sendgrid.net. TXT \"v=spf1 ip4:198.51.100.0/24 ~all\"\n\
                   shop TXT \"v=spf1 include:servers.mcsv.net include:sendgrid.net ~all\"\n\
                   shop MX 10 mx.shop\nmx.shop A 192.0.2.1\n\
                   _dmarc.shop TXT \"v=DMARC1; p=none; rua=mailto:dmarc@shop.example\"";
    finds("shop.example", vendors, &["dkim-none", "policy-none"]);
    let named: Vec<_> = findings("shop.example", vendors)
        .iter()
        .flat_map(Finding::hits)
        .flat_map(|hit| hit.about.clone())
        .filter_map(|about| about.name().map(str::to_owned))
        .collect();
    assert_eq!(named, ["Mailchimp", "Twilio SendGrid"]);

    let with_a_key = format!("{vendors}\nmail._domainkey.shop TXT {KEY}");
    finds(
        "shop.example",
        &with_a_key,
        &["policy-none", "sender-without-alignment"],
    );
    let with_one_of_theirs = format!("{vendors}\nk1._domainkey.shop TXT {KEY}");
    let both = [
        "policy-none",
        "sender-without-alignment",
        "spf-useless-include",
    ];
    finds("shop.example", &with_one_of_theirs, &both);
    let with_both = format!("{with_one_of_theirs}\ns1._domainkey.shop TXT {KEY}");
    finds(
        "shop.example",
        &with_both,
        &["policy-none", "spf-useless-include"],
    );
}

#[test]
fn a_page_does_not_repeat_what_only_the_record_above_can_change() {
    let record =
        "v=DMARC1; p=reject; adkim=s; aspf=s; pct=100; fo=1; foo=bar; rau=mailto:a@shop.example";
    let above = "news.shop A 192.0.2.9\nnews.shop MX 10 mx.shop\nnews.shop TXT \"v=spf1 mx ~all\"";
    let zone = format!(
        "{}\n{above}\nmail._domainkey.news.shop TXT {KEY}",
        healthy(record)
    );
    finds("news.shop.example", &zone, &["policy-inherited"]);
    let own = [
        "failure-options-without-ruf",
        "misspelled-tag",
        "record-can-be-tidied",
        "strict-dkim-alignment",
        "strict-spf-alignment",
    ];
    finds("shop.example", &zone, &own);
    // The reader is not told to change the record of a registry.
    let registry = "_dmarc.shop TXT \"v=DMARC1; p=reject; psd=y; rua=mailto:dmarc@shop.example\"\nshop MX 10 mx.shop\n\
                    news.shop TXT \"v=spf1 -all\"\nnews.shop MX 0 .";
    finds("news.shop.example", registry, &["policy-inherited"]);
    // Faults that weaken or break the policy of this name are reported here as well.
    let broken = format!(
        "{}\n{above}\nmail._domainkey.news.shop TXT {KEY}",
        healthy("v=DMARC1; p=reject; t=y; sp=none")
    );
    let found = findings("news.shop.example", &broken);
    assert!(
        rules(&found).contains(&"subdomain-policy-weaker"),
        "{found:#?}"
    );
}

#[test]
fn a_rule_is_one_finding_however_often_it_applies() {
    let record = "v=DMARC1;\u{1}p=none;\u{2}sp=none;\u{3}rua=mailto:a@shop.example";
    let found = judge_record(&parse(record)).found;
    let odd: Vec<_> = found
        .iter()
        .filter(|finding| finding.rule.id == "control-character")
        .collect();
    assert_eq!(odd.len(), 1);
    let places: Vec<_> = odd[0].hits().map(|hit| hit.span.unwrap().start).collect();
    assert_eq!(places, [9, 17, 26]);
    let mut ids = rules(&found);
    ids.dedup();
    assert_eq!(ids.len(), found.len(), "{found:#?}");
}
