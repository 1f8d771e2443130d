//! What stands around a policy decides on the next step: SPF that breaks, keys that were not seen, domains without mail.

#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test says what it expects by failing"
)]

use dmarc_checker::advice::{NextStep, advise};
use dmarc_checker::discovery::{Options, gather};
use dmarc_checker::dns::Zone;
use dmarc_checker::domain::DomainName;
use futures_util::FutureExt;

/// A key that verifiers can use.
const KEY: &str = "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";

/// The steps after each round trip, the last one last, for a domain of a zone below `example`.
fn steps(domain: &str, zone: &str) -> Vec<NextStep> {
    let zone = Zone::from_file("zone", "example", zone).unwrap();
    let domain = DomainName::new(domain).unwrap();
    let mut steps = Vec::new();
    let facts = gather(
        &zone,
        &domain,
        &Options::default(),
        |facts| steps.push(advise(facts)),
        |_, _| (),
    )
    .now_or_never()
    .unwrap();
    steps.push(advise(&facts));
    steps
}

/// The step when everything is asked.
fn step(domain: &str, zone: &str) -> NextStep {
    steps(domain, zone).pop().unwrap()
}

/// The records to publish, each in a line.
fn published(step: &NextStep) -> Vec<String> {
    let lines = step.publish.iter();
    lines
        .map(|record| format!("{} {} {}", record.name, record.kind, record.value))
        .collect()
}

/// A domain at a policy, with this SPF record and a key.
fn shop(policy: &str, spf: &str) -> String {
    format!(
        "shop TXT \"{spf}\"\n MX 10 mx.shop\n_dmarc.shop TXT \"v=DMARC1; p={policy}; rua=mailto:a@shop.example\"\n\
         mail._domainkey.shop TXT \"{KEY}\"\n"
    )
}

/// What the step says where SPF breaks: the introduction, the records, and the first point.
#[track_caller]
fn mends(zone: &str, intro: &str, records: &[&str], point: &str) {
    let step = step("shop.example", zone);
    assert_eq!(step.title, "Next step: mend SPF first");
    assert_eq!(step.intro, intro);
    assert_eq!(published(&step), records);
    assert_eq!(step.verify[0], point);
    assert_eq!(
        step.verify[1..],
        [
            "Checked again, SPF of shop.example comes to an end without permerror. Until then, stay at the policy of today."
        ]
    );
}

#[test]
fn spf_with_a_syntax_error_comes_first() {
    mends(
        &shop("none", "v=spf1 mx ip4:1.2.3 -all"),
        "The SPF record of shop.example has a syntax error. Receivers end with permerror, so no mail passes SPF, and \
         DMARC can pass by DKIM alone.",
        &[],
        "\"1.2.3\" in the SPF record of shop.example is corrected or removed.",
    );
}

#[test]
fn an_include_without_a_record_can_go() {
    mends(
        &shop("quarantine", "v=spf1 mx include:gone.example -all"),
        "The term include:gone.example leads to a name without an SPF record. Receivers that find no match before that \
         end with permerror, so that mail does not pass SPF, and DMARC can pass by DKIM alone.",
        &["shop.example TXT v=spf1 mx -all"],
        "Nobody who still sends needs include:gone.example. If the name in it is misspelled, correct it instead of \
         removing it.",
    );
}

#[test]
fn a_loop_can_go() {
    mends(
        &shop("none", "v=spf1 include:shop.example mx -all"),
        "The SPF records lead in a circle: include:shop.example leads back to shop.example. Receivers that find no match \
         before that end with permerror, so that mail does not pass SPF, and DMARC can pass by DKIM alone.",
        &["shop.example TXT v=spf1 mx -all"],
        "include:shop.example is removed: the record that it leads to is being evaluated already.",
    );
}

#[test]
fn several_records_are_made_one() {
    let zone = format!(
        "{}shop TXT \"v=spf1 a -all\"\n",
        shop("none", "v=spf1 mx -all")
    );
    mends(
        &zone,
        "shop.example has 2 SPF records, and only one may be there. Receivers end with permerror, so no mail passes SPF, \
         and DMARC can pass by DKIM alone.",
        &[],
        "shop.example has one SPF record. It begins with v=spf1 once, has the terms of all records that are still needed, \
         and ends with one all.",
    );
}

#[test]
fn too_many_look_ups_are_counted_by_term() {
    let zone = format!(
        "{}big TXT \"v=spf1 a:a.example a:a.example a:a.example a:a.example a:a.example a:a.example a:a.example \
         a:a.example a:a.example -all\"\na A 192.0.2.1\nmx.shop A 192.0.2.2\n",
        shop("none", "v=spf1 mx include:big.example -all")
    );
    mends(
        &zone,
        "Evaluating SPF of shop.example takes 11 look-ups; 10 are allowed. Receivers that find no match before that end \
         with permerror, so that mail does not pass SPF, and DMARC can pass by DKIM alone.",
        &[],
        "Terms of services that no longer send are removed. These cost most: include:big.example (10), mx (1).",
    );
}

#[test]
fn a_first_record_does_not_wait_for_spf() {
    let step = step(
        "shop.example",
        "shop TXT \"v=spf1 nonsense -all\"\n MX 10 mx.shop\n",
    );
    assert_eq!(step.title, "Next step: find out who sends");
    assert_eq!(
        step.verify.last().unwrap(),
        "SPF is mended before any stricter policy. The SPF record of shop.example has a syntax error."
    );
}

#[test]
fn a_vendor_without_a_visible_key_is_a_gate() {
    let spf = "v=spf1 include:_spf.mail-vendor.example -all";
    let zone = format!(
        "{}_spf.mail-vendor TXT \"v=spf1 ip4:192.0.2.0/24 -all\"\n",
        shop("none", spf)
    );
    let step = step("shop.example", &zone);
    assert_eq!(step.title, "Next step: quarantine");
    let gates: Vec<_> = step
        .verify
        .iter()
        .filter(|gate| gate.contains("Example Mail"))
        .collect();
    assert_eq!(
        gates,
        [
            "Example Mail was seen in DNS, but no DKIM key of it was found at the selectors it is known to use. Set up DKIM \
          for the domain at Example Mail. Do not go to quarantine before all mail that it sends for you passes."
        ]
    );
    let signed = format!("{zone}em1._domainkey.shop TXT \"{KEY}\"\n");
    let step = self::step("shop.example", &signed);
    assert!(
        step.verify
            .iter()
            .all(|gate| !gate.contains("Example Mail")),
        "{:?}",
        step.verify
    );
}

#[test]
fn reject_needs_a_key_or_the_owners_word() {
    let seen = shop("quarantine", "v=spf1 mx -all");
    let confirmation = "You know that shop.example signs its mail with DKIM, though no key was found at the selectors tried.";
    let step = step("shop.example", &seen);
    assert_eq!(step.title, "Next step: reject, or stay");
    assert!(step.verify.iter().all(|gate| !gate.starts_with("You know")));
    let elsewhere = seen.replace("mail._domainkey", "unheard-of._domainkey");
    for (place, step) in steps("shop.example", &elsewhere).iter().rev().enumerate() {
        assert_eq!(step.title, "Next step: reject, or stay");
        if place == 0 {
            assert_eq!(step.verify.last().unwrap(), confirmation);
        }
    }
    let first = &steps("shop.example", &elsewhere)[0];
    assert!(
        first
            .verify
            .iter()
            .all(|gate| !gate.starts_with("You know"))
    );
    let none = seen.replace("mail._domainkey", "elsewhere");
    let step = self::step("shop.example", &none);
    assert_eq!(
        step.verify.last().unwrap(),
        "You know that mail from shop.example is signed with DKIM in a name that aligns. Nothing exists below \
         _domainkey.shop.example, so it is none in exactly this name. If you do not know, do not go to reject yet."
    );
}

#[test]
fn the_locked_set_has_what_is_not_there_yet() {
    let wildcard = "*._domainkey.shop.example TXT v=DKIM1; p=";
    let spf = "shop.example TXT v=spf1 -all";
    let policy = "_dmarc.shop.example TXT v=DMARC1; p=reject";
    let null = "shop.example MX 0 .";
    let cases: [(&str, &[&str]); 4] = [
        (
            "shop TXT \"v=spf1 -all\"\n A 192.0.2.1\n",
            &[policy, null, wildcard],
        ),
        ("shop TXT \"v=spf1 -all\"\n", &[policy, wildcard]),
        (
            "shop TXT \"v=spf1 -all\"\n MX 0 .\n*._domainkey.shop TXT \"v=DKIM1; p=\"\n",
            &[policy],
        ),
        ("shop TXT \"hello\"\n MX 0 .\n", &[policy, spf, wildcard]),
    ];
    for (zone, records) in cases {
        let step = step("shop.example", zone);
        assert_eq!(step.title, "Next step: lock it", "{zone}");
        assert_eq!(published(&step), records, "{zone}");
    }
    // At its address it may take mail.
    let step = step("shop.example", "shop TXT \"hello\"\n A 192.0.2.1\n");
    assert_eq!(step.title, "Next step: find out who sends");
}

#[test]
fn a_domain_in_use_below_a_locked_one_gets_its_own_record() {
    let zone = "shop TXT \"v=spf1 -all\"\n MX 0 .\n_dmarc.shop TXT \"v=DMARC1; p=reject\"\n\
                news.shop MX 10 mx.news.shop\n";
    let step = step("news.shop.example", zone);
    assert_eq!(step.title, "Next step: a record of its own");
    assert_eq!(
        step.intro,
        "shop.example is not used for mail, but news.shop.example seems to be: a host takes mail for it. It has no DMARC \
         record, so that of shop.example holds: receivers are asked to refuse mail from news.shop.example that does not \
         pass. This record ends that while you find out who sends."
    );
    assert_eq!(
        published(&step),
        [
            "_dmarc.news.shop.example TXT v=DMARC1; p=none; rua=mailto:dmarc-reports@news.shop.example"
        ]
    );
    let used = zone.replace("v=spf1 -all\"\n MX 0 .", "v=spf1 mx -all\"\n MX 10 mx");
    assert_ne!(self::step("news.shop.example", &used).title, step.title);
}
