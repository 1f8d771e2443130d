//! Repairs of typical slips, written by hand.

use super::*;

#[track_caller]
fn repaired(text: &str, expected: &str) {
    let repair = repair(text);
    let found = repair.as_ref().map(|repair| repair.text.as_str());
    assert_eq!(found, Some(expected), "{text:?}");
    assert_eq!(super::repair(expected), None, "{expected}");
}

#[track_caller]
fn left(text: &str) {
    assert_eq!(repair(text), None, "{text:?}");
}

#[test]
fn the_version() {
    for text in [
        "v=dmarc1; p=reject",
        "v=DMARC2; p=reject",
        "v=DMARCv1; p=reject",
        "v=DMRAC1; p=reject",
        "v=DMARC 1; p=reject",
        "v=; p=reject",
        "v=1; p=reject",
        "DMARC1; p=reject",
        "=DMARC1; p=reject",
        "v:DMARC1; p=reject",
        "v DMARC1; p=reject",
        "version=DMARC1; p=reject",
        "V=DMARC1; p=reject",
        "v=DMARC1: p=reject",
        "v=DMARC1, p=reject",
        "v=DMARC1 p=reject",
        "v=DMARC1p=reject",
        "v=DMARC1; v=DMARC1; p=reject",
        "p=reject; v=DMARC1",
        " v=DMARC1; p=reject",
        "\"v=DMARC1; p=reject\"",
        "\"v=DMARC1;\" \"p=reject\"",
        "v=DMARC1\\; p=reject\\;",
        "&quot;v=DMARC1; p=reject&quot;",
        "'v=DMARC1; p=reject'",
        "\u{feff}v=DMARC1; p=reject",
        "\u{201c}v=DMARC1;\u{a0}p=reject\u{201d}",
        "v=DMARC1\u{ff1b}p=reject",
        "v=DMARC1;\r\np=reject\n",
    ] {
        repaired(text, "v=DMARC1; p=reject");
    }
    left("v=DMARC1; p=reject");
    left("v=spf1 -all");
    left("v=DKIM1; p=none");
    left("google-site-verification=x");
    left("");
    left("P");
    repaired(
        "rua=mailto:a@x.example;p=none;v=DMARC1",
        "v=DMARC1; p=none; rua=mailto:a@x.example",
    );
}

#[test]
fn the_policies() {
    for text in [
        "v=DMARC1; p=rejct",
        "v=DMARC1; p=rejected",
        "v=DMARC1; p=\"reject\"",
        "v=DMARC1; P=reject",
        "v=DMARC1; p:reject",
        "v=DMARC1; p reject",
        "v=DMARC1; p==reject",
        "v=DMARC1; p=reject.",
        "v=DMARC1; p=reject,",
        "v=DMARC1; policy=reject",
        "v=DMARC1; p=reject; p=reject",
        "v=DMARC1; p=reject; np=",
        "v=DMARC1; p=reject; np=foo",
        "v=DMARC1; p=reject; adkim=x; aspf=",
        "v=DMARC1; p=reject; psd=yes",
        "v=DMARC1; p=reject; pct=foo",
        "v=DMARC1; p=reject; pct100",
        "v=DMARC1; p=reject;; fo=0",
        "v=DMARC1; p=reject; x=y",
    ] {
        repaired(text, "v=DMARC1; p=reject");
    }
    repaired("v=DMARC1; p=rejectsp=none", "v=DMARC1; p=reject; sp=none");
    repaired("v=DMARC1; p=reject; t=0", "v=DMARC1; p=reject; t=n");
    repaired(
        "v=DMARC1; p=reject; np=rejct",
        "v=DMARC1; p=reject; np=reject",
    );
    repaired(
        "v=DMARC1; p=reject; adkim=s; aspf=x",
        "v=DMARC1; p=reject; adkim=s",
    );
    repaired(
        "v=DMARC1; p=reject; adkim=s; adkim=r",
        "v=DMARC1; p=reject; adkim=r",
    );
    repaired(
        "v=DMARC1; p=quarantin; pct=50",
        "v=DMARC1; p=quarantine; pct=50",
    );
    repaired("v=DMARC1; p=none p=none; t=y; pct=0", "v=DMARC1; p=none");
    repaired(
        "v=DMARC1; rua=mailto:a@x.example",
        "v=DMARC1; p=none; rua=mailto:a@x.example",
    );
    for text in [
        "v=DMARC1; p=none; p=reject",
        "v=DMARC1; p=none; v=DMARC1; p=reject",
        "v=DMARC1; p=monitor",
        "v=DMARC1; p=reject all",
        "v=DMARC1; p=reject; sp=",
        "v=DMARC1; p=reject; sp=x",
        "v=DMARC1; sp=reject; rua=mailto:a@x.example",
        "v=DMARC1; reject; rua=mailto:a@x.example",
        "v=DMARC1; p=reject; t=yes",
        "v=DMARC1; p=reject; pct=10; pct=20",
        "v=DMARC1; psd=y; psd=n; p=none",
        "v=DMARC1; p=none; mailto:a@x.example",
        "v=DMARC1; p=reject; rua=mailto:a@x.examplesp=none",
    ] {
        left(text);
    }
}

#[test]
fn the_addresses() {
    for rua in [
        "a@x.example",
        "mailto:mailto:a@x.example",
        "mailto: a@x.example",
        "mailto=a@x.example",
        "mail:a@x.example",
        "malto:a@x.example",
        "mailto://a@x.example",
        "mailto:Postmaster <a@x.example>",
        "Postmaster <a@x.example>",
        "mailto:<a@x.example>",
        "<mailto:a@x.example>",
        "\"mailto:a@x.example\"",
        "mailto:a@x.example.",
        "mailto:a@x.example,",
        "mailto:a@x.example,mailto:A@x.example; x=1",
        "mailto:a@x.example; rua=mailto:a@x.example",
        "mailto:a@x.example,,ftp://x.example",
        "mailto:a@x.example, b\u{fc}@x.example",
    ] {
        repaired(
            &format!("v=DMARC1; p=none; rua={rua}"),
            "v=DMARC1; p=none; rua=mailto:a@x.example",
        );
    }
    for rua in [
        "mailto:a@x.example / mailto:b@x.example",
        "mailto:a@x.example/mailto:b@x.example",
        "mailto:a@x.example mailto:b@x.example",
        "mailto:a@x.example;mailto:b@x.example",
        "mailto:a@x.example; b@x.example",
        "mailto:a@x.example, b@x.example",
        "a@x.example and b@x.example",
        "mailto:a@x.examplemailto:b@x.example",
        "mailto:a@x.example; rua=mailto:b@x.example",
        "mailto:a@x.example,\nmailto:b@x.example",
        "mailto:a@x.example!10m,b@x.example!5g",
    ] {
        repaired(
            &format!("v=DMARC1; p=none; rua={rua}"),
            "v=DMARC1; p=none; rua=mailto:a@x.example,mailto:b@x.example",
        );
    }
    for rua in [
        "mailto:a@@x.example",
        "mailto:a@exam ple.com",
        "javascript:alert(1)",
        "https://x.example",
        "mailto:",
    ] {
        let repair = repair(&format!("v=DMARC1; p=rejct; rua={rua}")).unwrap();
        assert_eq!(repair.text, "v=DMARC1; p=reject");
        assert!(repair.lacks_address, "{rua}");
    }
    repaired(
        "v=DMARC1; p=rejct; rua=https://x.example/a,mailto:a@x.example; ruf=abc,123; fo=1",
        "v=DMARC1; p=reject; rua=mailto:a@x.example,https://x.example/a",
    );
    repaired(
        "v=DMARC1;p=none;pct100;rua=mailto: a@x.example;ruf=mailto: b@x.example; fo=0:1:d:s",
        "v=DMARC1; p=none; rua=mailto:a@x.example; ruf=mailto:b@x.example; fo=1:d:s",
    );
    repaired("v=DMARC1; p=reject; rua=; ruf=;", "v=DMARC1; p=reject");
    repaired(
        "v=DMARC1; p=none; rau=a@x.example",
        "v=DMARC1; p=none; rua=mailto:a@x.example",
    );
}
