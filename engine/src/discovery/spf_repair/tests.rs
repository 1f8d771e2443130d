//! Tests of repairs in small zones.

use super::super::held::check;
use super::{SpfCause, SpfQuestion};
use crate::discovery::Options;
use crate::dns::Zone;

/// The other records in the zone of each test.
const OTHERS: &str = "\n_spf.google.com. TXT \"v=spf1 ip4:192.0.2.0/24 ~all\"\nmailgun.org. TXT \"v=spf1 ip4:198.51.100.0/24 ~all\"\n\
    spf.protection.outlook.com. TXT \"v=spf1 ip4:203.0.113.0/24 -all\"\namazonses.com. TXT \"v=spf1 ip4:198.51.100.9 -all\"\n\
    open.example. TXT \"v=spf1 +all\"\nbroken.example. TXT \"v=spf1 foo\"\nmx1.mail.example. A 192.0.2.5\n\
    deep.example. TXT \"v=spf1 a:h1.example a:h1.example a:h1.example a:h1.example a:h1.example a:h1.example a:h1.example a:h1.example -all\"\n\
    h1.example. A 192.0.2.77\n_dmarc.shop.example. TXT \"v=DMARC1; p=none; rua=mailto:d@shop.example\"\n";

/// Returns the record to publish for `shop.example`, the question to the owner, and the causes.
fn repaired(records: &str) -> Option<(Option<String>, Option<SpfQuestion>, Vec<SpfCause>)> {
    let zone = Zone::from_file("zone", ".", &format!("{records}{OTHERS}")).unwrap();
    let (facts, _) = check(&zone, "shop.example", &Options::default());
    let repair = facts.spf_repair()?;
    assert!(!repair.today.is_empty() && !repair.causes.is_empty());
    assert_eq!(repair.text.is_none(), repair.question.is_some());
    Some((repair.text, repair.question, repair.causes))
}

#[track_caller]
fn publishes(mx: &str, record: &str, expected: &str) {
    let found = repaired(&format!("shop.example. TXT {record}\n MX 10 {mx}\n"));
    let text = found.map(|(text, ..)| text);
    assert_eq!(text, Some(Some(expected.to_owned())), "{record}");
}

#[track_caller]
fn asks(mx: &str, record: &str, expected: SpfQuestion) {
    let found = repaired(&format!("shop.example. TXT {record}\n MX 10 {mx}\n"));
    let found = found.map(|(text, question, _)| (text, question));
    assert_eq!(found, Some((None, Some(expected))), "{record}");
}

const GOOGLE: &str = "aspmx.l.google.com.";
const OTHER: &str = "mx1.mail.example.";

#[test]
fn slips_are_corrected() {
    for (record, expected) in [
        (
            "\"v=spf1 include:spf.protection.outlook.com-all\"",
            "v=spf1 include:spf.protection.outlook.com -all",
        ),
        (
            "\"v=spf1 include:_spf.google.com\" \"include:mailgun.org ~all\"",
            "v=spf1 include:_spf.google.com include:mailgun.org ~all",
        ),
        (
            "\"v=spf1\" \"include:amazonses.com\" \"~all\"",
            "v=spf1 include:amazonses.com ~all",
        ),
        (
            "\"v=spf1 include:include:spf.protection.outlook.com -all\"",
            "v=spf1 include:spf.protection.outlook.com -all",
        ),
        (
            "\"v=spf1 include:_spf.google.com ~ all\"",
            "v=spf1 include:_spf.google.com ~all",
        ),
        (
            "\"v=spf1 include:_spf.google.com all:\"",
            "v=spf1 include:_spf.google.com ~all",
        ),
        (
            "\"v= spf1 include:_spf.google.com ~all\"",
            "v=spf1 include:_spf.google.com ~all",
        ),
        (
            "\"v=spf1include:_spf.google.com~all\"",
            "v=spf1 include:_spf.google.com ~all",
        ),
        (
            "\"v=spf1 include:_spf.google.com +all\"",
            "v=spf1 include:_spf.google.com ~all",
        ),
    ] {
        publishes(OTHER, record, expected);
    }
}

#[test]
fn a_name_without_a_record_is_first_a_slip() {
    for (mx, name, expected) in [
        (OTHER, "spf.google.com", "include:_spf.google.com"),
        (OTHER, "_spf.gogle.com", "include:_spf.google.com"),
        (OTHER, "_spf_google.com", "include:_spf.google.com"),
        (GOOGLE, "_spf.goggel.com", "include:_spf.google.com"),
        (GOOGLE, "*.google.com", "include:_spf.google.com"),
        (
            OTHER,
            "include.spf.protection.outlook.com",
            "include:spf.protection.outlook.com",
        ),
        (OTHER, "_spf.google.commx", "include:_spf.google.com mx"),
        (OTHER, "mx1.mail.example", "a:mx1.mail.example"),
    ] {
        publishes(
            mx,
            &format!("\"v=spf1 include:{name} ~all\""),
            &format!("v=spf1 {expected} ~all"),
        );
    }
    publishes(
        OTHER,
        "\"v=spf1 redirect=spf.google.com\"",
        "v=spf1 redirect=_spf.google.com",
    );
}

#[test]
fn a_dead_service_goes_unless_it_is_the_last_sender() {
    publishes(
        OTHER,
        "\"v=spf1 include:_spf.google.com include:gone.example ~all\"",
        "v=spf1 include:_spf.google.com ~all",
    );
    publishes(
        OTHER,
        "\"v=spf1 mx include:shop.example ~all\"",
        "v=spf1 mx ~all",
    );
    asks(
        OTHER,
        "\"v=spf1 include:gone.example ~all\"",
        SpfQuestion::WhoSends,
    );
    asks(
        OTHER,
        "\"v=spf1 a:none.example include:gone.example ~all\"",
        SpfQuestion::WhoSends,
    );
    asks(
        OTHER,
        "\"v=spf1 redirect=gone.example\"",
        SpfQuestion::WhatWasMeant,
    );
    asks(
        OTHER,
        "\"v=spf1 mx include:broken.example ~all\"",
        SpfQuestion::OtherRecord,
    );
}

#[test]
fn several_records() {
    let two = |one: &str, other: &str| {
        let found = repaired(&format!(
            "shop.example. TXT \"{one}\"\n TXT \"{other}\"\n MX 10 {OTHER}\n"
        ));
        let found = found.map(|(text, question, _)| (text, question));
        let turned = repaired(&format!(
            "shop.example. TXT \"{other}\"\n TXT \"{one}\"\n MX 10 {OTHER}\n"
        ));
        assert_eq!(turned.map(|(text, question, _)| (text, question)), found);
        found.unwrap()
    };
    assert_eq!(
        two("v=spf1 mx -all", "v=spf1 mx -all").0.as_deref(),
        Some("v=spf1 mx -all")
    );
    assert_eq!(
        two("v=spf1 mx -all", "v=spf1 mx include:mailgun.org -all")
            .0
            .as_deref(),
        Some("v=spf1 mx include:mailgun.org -all")
    );
    assert_eq!(
        two("v=spf1 mx -all", "v=spf1 include:mailgun.org -all"),
        (None, Some(SpfQuestion::WhichRecord))
    );
    assert_eq!(
        two("v=spf1 mx -all", "v=spf1 mx ~all"),
        (None, Some(SpfQuestion::WhichRecord))
    );
    assert_eq!(
        two("v=spf1 mx -all", "v=spf1 foo ~all"),
        (None, Some(SpfQuestion::WhatWasMeant))
    );
}

#[test]
fn open_to_everybody() {
    for record in [
        "+all",
        "include:open.example -all",
        "mx ip4:0.0.0.0/1 ip4:128.0.0.0/1 -all",
        "redirect=open.example",
    ] {
        asks(
            OTHER,
            &format!("\"v=spf1 {record}\""),
            SpfQuestion::WhoSends,
        );
    }
}

#[test]
fn lookups_are_saved_where_an_include_has_no_effect() {
    let record = "\"v=spf1 mx include:amazonses.com include:deep.example ~all\"";
    publishes(OTHER, record, "v=spf1 mx include:deep.example ~all");
    // The vendor receives the bounces, so this name is its return-path.
    asks(
        "feedback-smtp.eu-west-1.amazonses.com.",
        record,
        SpfQuestion::WhichServices,
    );
    asks(
        OTHER,
        "\"v=spf1 a mx include:deep.example ~all\"",
        SpfQuestion::WhichServices,
    );
}

#[test]
fn what_works_stays() {
    for record in [
        "v=spf1 include:_spf.google.com ~all",
        "v=spf1 -all",
        "v=spf1",
        "v=spf1 mx a:none.example ?all",
        "v=spf1 mx note=x -all",
        "google-site-verification=x",
    ] {
        let found = repaired(&format!("shop.example. TXT \"{record}\"\n MX 10 {OTHER}\n"));
        assert_eq!(found, None, "{record}");
    }
}
