//! A fix for SPF that returns an error or lets everyone pass may run alongside tasks that tighten nothing, and must precede
//! tasks that tighten the policy.

use dmarc_engine::advice::TaskId;

use super::desk::{KEY, MAIL, gates, plan, published, reported, shop, task, tasks};

/// A record with `p=none`, with reports that arrive.
const MONITORING: &str = "v=DMARC1; p=none; rua=mailto:d@shop.example";

/// The tasks that every plan at `p=none` has after a broken SPF record.
const WAITING: [&str; 3] = ["fix-spf", "quarantine after fix-spf", "invented-names"];

/// The SPF record that is advised in place of this one, with other lines in the zone. Asserts that only the usual tasks follow.
#[track_caller]
fn fixed(spf: &str, rest: &str) -> Vec<String> {
    let plan = plan("shop.example", &format!("{}{rest}", shop(MONITORING, spf)));
    assert_eq!(tasks(&plan), WAITING, "{spf}");
    assert!(task(&plan, TaskId::Quarantine).publish.is_empty(), "{spf}");
    published(&plan, TaskId::FixSpf)
}

#[test]
fn a_certain_repair_is_a_record() {
    let vendor = format!(
        "_spf.mail-vendor TXT \"v=spf1 ip4:192.0.2.64/28 -all\"\nem1._domainkey.shop TXT \"{KEY}\"\n"
    );
    let vendor = vendor.as_str();
    let include = "v=spf1 mx include:_spf.mail-vendor.example -all";
    for (spf, rest, right) in [
        ("v=spf1 mx include:gone.example -all", "", "v=spf1 mx -all"),
        ("v=spf1 include:shop.example mx -all", "", "v=spf1 mx -all"),
        (
            "v=spf1 mx include:_spf.mail-vendor.example-all",
            vendor,
            include,
        ),
        (
            "v=spf1 mx, include:_spf.mail-vendor.example -all",
            vendor,
            include,
        ),
        (
            "v=spf1 mx include:include:_spf.mail-vendor.example -all",
            vendor,
            include,
        ),
        (
            "v=spf1 mx include:_spf.mail-vendr.example -all",
            vendor,
            include,
        ),
        (
            "v=spf1 mx\" \"include:_spf.mail-vendor.example\" \"-all",
            vendor,
            include,
        ),
        ("v=spf1 mx +all", "", "v=spf1 mx ~all"),
    ] {
        assert_eq!(
            fixed(spf, rest),
            [format!("shop.example TXT {right}")],
            "{spf}"
        );
    }
}

#[test]
fn what_only_its_owner_can_decide_is_no_record() {
    let big = "big TXT \"v=spf1 a:a.example a:a.example a:a.example a:a.example a:a.example a:a.example a:a.example \
               a:a.example a:a.example -all\"\na A 192.0.2.1\n";
    for (spf, rest) in [
        ("v=spf1 mx ip4:1.2.3 -all", ""),
        ("v=spf1 include:gone.example -all", ""),
        ("v=spf1 +all", ""),
        ("v=spf1 mx -all", "shop TXT \"v=spf1 a -all\"\n"),
        ("v=spf1 mx include:big.example -all", big),
        (
            "v=spf1 mx include:other.example -all",
            "other TXT \"v=spf1 ip4:1.2.3 -all\"\n",
        ),
    ] {
        assert_eq!(fixed(spf, rest), <[&str; 0]>::default(), "{spf}");
        let plan = plan("shop.example", &format!("{}{rest}", shop(MONITORING, spf)));
        let points = gates(&plan, TaskId::FixSpf);
        assert!(points.contains(&"spf-point"), "{spf}: {points:?}");
    }
}

#[test]
fn a_service_that_is_left_out_is_a_gate() {
    let zone = shop(MONITORING, "v=spf1 mx include:gone.example -all");
    let plan = plan("shop.example", &zone);
    let gates = &task(&plan, TaskId::FixSpf).gates;
    let names_it = |text: &str| text.contains("include:gone.example");
    assert!(
        gates
            .iter()
            .any(|gate| gate.id == "spf-point" && names_it(&gate.text)),
        "{gates:?}"
    );
}

#[test]
fn at_a_policy_it_still_comes_first() {
    let broken = "v=spf1 mx include:gone.example -all";
    let at = |policy: &str| {
        let record = format!("v=DMARC1; p={policy}; rua=mailto:d@shop.example");
        tasks(&plan("shop.example", &shop(&record, broken)))
    };
    assert_eq!(
        at("quarantine"),
        ["fix-spf", "reject after fix-spf", "invented-names"]
    );
    assert_eq!(at("reject"), ["fix-spf"]);
}

#[test]
fn closing_what_lets_everybody_pass_is_a_rise_where_something_is_asked() {
    let zone = shop(
        "v=DMARC1; p=reject; rua=mailto:d@shop.example",
        "v=spf1 mx +all",
    );
    let plan = plan("shop.example", &zone);
    assert_eq!(tasks(&plan), ["fix-spf"]);
    let gates = gates(&plan, TaskId::FixSpf);
    for needed in [
        "spf-point",
        "month-of-reports",
        "sources-identified",
        "dkim-passes",
    ] {
        assert!(gates.contains(&needed), "{needed}: {gates:?}");
    }
}

#[test]
fn a_first_record_does_not_wait_for_spf() {
    let key = format!("mail._domainkey.shop TXT \"{KEY}\"\n");
    for spf in [
        "v=spf1 nonsense -all",
        "v=spf1 +all",
        "v=spf1 mx include:gone.example -all",
    ] {
        let plan = plan("shop.example", &format!("{MAIL}shop TXT \"{spf}\"\n{key}"));
        assert_eq!(tasks(&plan), ["fix-spf", "publish-record"], "{spf}");
        assert_eq!(
            published(&plan, TaskId::PublishRecord),
            [
                "_dmarc.shop.example TXT v=DMARC1; p=none; rua=mailto:dmarc-reports@shop.example (address)"
            ]
        );
    }
}

#[test]
fn spf_that_works_is_left_alone() {
    for spf in [
        "v=spf1 mx -all",
        "v=spf1 mx ~all",
        "v=spf1 mx ?all",
        "v=spf1 mx ip4:192.0.2.0/24 -all",
    ] {
        let zone = reported("p=none").replace("v=spf1 mx -all", spf);
        let plan = plan("shop.example", &zone);
        assert_eq!(
            tasks(&plan),
            ["quarantine", "invented-names after quarantine"],
            "{spf}"
        );
    }
}
