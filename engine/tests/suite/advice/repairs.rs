//! One clean record replaces texts that receivers ignore or read in different ways.

use dmarc_engine::advice::TaskId;

use super::desk::{gates, plan, published, records, shop, task, tasks};

/// The plan for a domain whose `_dmarc` name has these texts.
fn repaired(texts: &[&str]) -> dmarc_engine::advice::Plan {
    let lines = texts
        .iter()
        .skip(1)
        .map(|text| format!("_dmarc.shop TXT \"{text}\"\n"));
    let more = lines.collect::<Vec<_>>().concat();
    let zone = format!("{}{more}", shop(texts.first().unwrap(), "v=spf1 mx -all"));
    plan("shop.example", &zone)
}

/// Asserts that the only task is to replace a text by this record, and returns the plan.
#[track_caller]
fn repairs(text: &str, value: &str) -> dmarc_engine::advice::Plan {
    let plan = repaired(&[text]);
    assert_eq!(tasks(&plan), ["repair-record"], "{text}");
    assert_eq!(
        published(&plan, TaskId::RepairRecord),
        [format!("_dmarc.shop.example TXT {value}")],
        "{text}"
    );
    plan
}

#[test]
fn what_changes_nothing_for_mail_is_corrected() {
    let at = |policy: &str| format!("v=DMARC1; p={policy}; rua=mailto:d@shop.example");
    repairs(
        "v=DMARC1; p=reject;\\010rua=mailto:d@shop.example",
        &at("reject"),
    );
    repairs(
        "v=DMARC1; p=none; p=none; rua=mailto:d@shop.example",
        &at("none"),
    );
    repairs("v=DMARC1; rua=mailto:d@shop.example", &at("none"));
    repairs("v=DMARC1: p=none; rua=mailto:d@shop.example", &at("none"));
    repairs("v=DMARC1; p=block; rua=mailto:d@shop.example", &at("none"));
    repairs(
        "v=DMARC1; p=reject; rua=mailto:d@shop.example; ruf=",
        &at("reject"),
    );
    repairs(
        "v=DMARC1; p=reject; adkim=strict; rua=mailto:d@shop.example",
        &at("reject"),
    );
    repairs(
        "v=DMARC1; p=quarantine; rua=mailto:d@shop.example; rua=mailto:e@shop.example",
        "v=DMARC1; p=quarantine; rua=mailto:d@shop.example,mailto:e@shop.example",
    );
    repairs(
        "v=DMARC1",
        "v=DMARC1; p=none; rua=mailto:dmarc-reports@shop.example (address)",
    );
}

#[test]
fn where_the_standards_read_none_the_reports_decide() {
    for text in [
        "v=DMARC1; p=rejct; rua=mailto:d@shop.example",
        "v=dmarc1; p=reject; rua=mailto:d@shop.example",
        "v=DMARC1 p=reject rua=mailto:d@shop.example",
        "p=reject; rua=mailto:d@shop.example; v=DMARC1",
    ] {
        let plan = repairs(text, "v=DMARC1; p=none; rua=mailto:d@shop.example");
        let instead = task(&plan, TaskId::RepairRecord)
            .alternative
            .as_ref()
            .unwrap();
        assert!(instead.label.contains("p=reject"), "{}", instead.label);
        assert_eq!(
            records(&instead.publish),
            ["_dmarc.shop.example TXT v=DMARC1; p=reject; rua=mailto:d@shop.example"],
            "{text}"
        );
        let ids: Vec<_> = instead.gates.iter().map(|gate| gate.id).collect();
        assert!(ids.contains(&"dkim-passes"), "{text}: {ids:?}");
        assert!(
            gates(&plan, TaskId::RepairRecord).contains(&"less-is-asked"),
            "{text}"
        );
    }
}

#[test]
fn a_broken_policy_for_subdomains_ends_that_of_the_domain() {
    let text = "v=DMARC1; p=reject; sp=rejct; rua=mailto:d@shop.example";
    let plan = repairs(text, "v=DMARC1; p=none; rua=mailto:d@shop.example");
    let instead = task(&plan, TaskId::RepairRecord)
        .alternative
        .as_ref()
        .unwrap();
    assert_eq!(
        records(&instead.publish),
        ["_dmarc.shop.example TXT v=DMARC1; p=reject; sp=reject; rua=mailto:d@shop.example"]
    );
}

#[test]
fn several_records_become_one_with_the_addresses_of_all() {
    let addresses = "rua=mailto:d@shop.example,mailto:e@shop.example";
    let none = format!("_dmarc.shop.example TXT v=DMARC1; p=none; {addresses}");
    for policy in ["none", "quarantine", "reject"] {
        let text = |to: &str| format!("v=DMARC1; p={policy}; rua=mailto:{to}@shop.example");
        let plan = repaired(&[&text("d"), &text("e")]);
        assert_eq!(tasks(&plan), ["repair-record"], "{policy}");
        assert_eq!(
            published(&plan, TaskId::RepairRecord),
            std::slice::from_ref(&none),
            "{policy}"
        );
        let task = task(&plan, TaskId::RepairRecord);
        assert!(task.cures.contains(&"several-records"), "{policy}");
        let instead = task.alternative.as_ref().map(|way| records(&way.publish));
        let corrected = format!("_dmarc.shop.example TXT v=DMARC1; p={policy}; {addresses}");
        assert_eq!(
            instead,
            (policy != "none").then(|| vec![corrected]),
            "{policy}"
        );
    }
}

#[test]
fn several_records_give_the_same_in_any_order() {
    let texts = [
        "v=DMARC1; p=reject; rua=mailto:d@shop.example",
        "v=DMARC1; p=none",
        "v=DMARC1; p=quarantine; rua=mailto:e@shop.example",
    ];
    let there = repaired(&texts);
    let [first, second, third] = texts;
    let turned = repaired(&[third, first, second]);
    assert_eq!(there, turned);
}

#[test]
fn what_has_no_effect_goes_with_the_next_step() {
    let old = "pct=100; rf=afrf; ri=86400; fo=1; rua=mailto:d@shop.example!10m";
    let plan = repaired(&[&format!("v=DMARC1; p=none; {old}")]);
    assert_eq!(
        published(&plan, TaskId::Quarantine),
        ["_dmarc.shop.example TXT v=DMARC1; p=quarantine; rua=mailto:d@shop.example"]
    );
    assert_eq!(
        tasks(&repaired(&[&format!("v=DMARC1; p=reject; {old}")])),
        ["keep"]
    );
}

#[test]
fn a_broken_np_leaves_p_as_receivers_on_rfc_7489_follow_it() {
    repairs(
        "v=DMARC1; p=reject; np=rejct; rua=mailto:d@shop.example",
        "v=DMARC1; p=reject; np=reject; rua=mailto:d@shop.example",
    );
}

#[test]
fn ways_of_equal_rank_differ() {
    let plan = repaired(&["v=DMARC1; p=none; v=DMARC1; p=reject; rua=mailto:d@shop.example"]);
    let options = &task(&plan, TaskId::RepairRecord).options;
    let ways: Vec<_> = options.iter().map(|way| records(&way.publish)).collect();
    for (place, way) in ways.iter().enumerate() {
        assert!(!ways[..place].contains(way), "{ways:?}");
    }
}

#[test]
fn several_records_below_a_rejecting_name_open_nothing_unasked() {
    let zone = "shop MX 10 mx.shop\nmx.shop A 192.0.2.1\nnews.shop MX 10 mx.shop\n\
                _dmarc.shop TXT \"v=DMARC1; p=reject; rua=mailto:d@shop.example\"\n\
                _dmarc.news.shop TXT \"v=DMARC1; p=none\"\n TXT \"v=DMARC1; p=quarantine\"\n";
    let plan = plan("news.shop.example", zone);
    let repair = task(&plan, TaskId::RepairRecord);
    let moves = repair.movement.0.iter();
    let falls: Vec<_> = moves
        .filter(|change| change.to.rung() < change.from.rung())
        .collect();
    assert!(falls.is_empty(), "{falls:?}");
    assert!(!repair.publish.is_empty() || repair.options.len() > 1);
}
