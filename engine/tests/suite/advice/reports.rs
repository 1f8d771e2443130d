//! If no report can arrive, fixing that comes first, and the policy is not tightened before.

use dmarc_engine::advice::{By, TaskId};

use super::desk::{gate, gates, moves, plan, published, records, shop, task, tasks};

/// An SPF record that names the domain's own host.
const SPF: &str = "v=spf1 mx -all";

/// A host that accepts mail without a report permission, and one that accepts no mail.
const HOSTS: &str = "cold MX 10 mx.shop\nsilent MX 0 .\n";

/// A domain with this policy and these additional tags.
fn zone(policy: &str, tags: &str) -> String {
    format!(
        "{}{HOSTS}",
        shop(&format!("v=DMARC1; p={policy}{tags}"), SPF)
    )
}

/// The plan for that domain.
fn at(policy: &str, tags: &str) -> dmarc_engine::advice::Plan {
    plan("shop.example", &zone(policy, tags))
}

#[test]
fn an_address_that_gets_none_is_replaced() {
    for lost in [
        "",
        "; rua=https://shop.example/r",
        "; rua=mailto:d@silent.example",
        "; rua=mailto:d@nowhere.example",
        "; rua=https://shop.example/r,mailto:d@silent.example",
    ] {
        for policy in ["none", "quarantine", "reject"] {
            let plan = at(policy, lost);
            let blank = "rua=mailto:dmarc-reports@shop.example (address)";
            assert_eq!(
                published(&plan, TaskId::ReceiveReports),
                [format!(
                    "_dmarc.shop.example TXT v=DMARC1; p={policy}; {blank}"
                )],
                "{lost}"
            );
            assert_eq!(gates(&plan, TaskId::ReceiveReports), ["report-mailbox"]);
            assert_eq!(
                moves(&task(&plan, TaskId::ReceiveReports).movement),
                <[&str; 0]>::default()
            );
        }
    }
}

#[test]
fn the_policy_waits_for_reports() {
    for lost in [
        "",
        "; rua=https://shop.example/r",
        "; rua=mailto:d@cold.example",
        "; rua=mailto:d@silent.example",
    ] {
        assert_eq!(
            tasks(&at("none", lost)),
            [
                "receive-reports",
                "quarantine after receive-reports",
                "invented-names after receive-reports"
            ],
            "{lost}"
        );
        let month = at("none", lost);
        let month = gate(&month, TaskId::Quarantine, "month-of-reports");
        assert_eq!(month.task, Some(TaskId::ReceiveReports), "{lost}");
        assert_eq!(
            tasks(&at("quarantine", lost)),
            [
                "receive-reports",
                "reject after receive-reports",
                "invented-names after receive-reports"
            ],
            "{lost}"
        );
        assert_eq!(tasks(&at("reject", lost)), ["receive-reports"], "{lost}");
    }
}

#[test]
fn a_permission_is_sent_to_those_who_get_the_reports() {
    for policy in ["none", "quarantine", "reject"] {
        let plan = at(policy, "; rua=mailto:d@cold.example");
        let task = task(&plan, TaskId::ReceiveReports);
        assert_eq!(
            records(&task.publish),
            ["shop.example._report._dmarc.cold.example TXT v=DMARC1;"]
        );
        assert!(
            task.publish
                .iter()
                .all(|record| record.by == By::Destination)
        );
        assert_eq!(
            gates(&plan, TaskId::ReceiveReports),
            ["destination-publishes"]
        );
        let instead = task.alternative.as_ref().unwrap();
        assert_eq!(instead.publish[0].by, By::Owner);
        assert_eq!(
            records(&instead.publish),
            [format!(
                "_dmarc.shop.example TXT v=DMARC1; p={policy}; \
                 rua=mailto:d@cold.example,mailto:dmarc-reports@shop.example (address)"
            )]
        );
    }
}

#[test]
fn a_dead_address_beside_one_without_permission_goes_with_the_alternative() {
    let plan = at(
        "none",
        "; rua=mailto:d@silent.example,mailto:d@cold.example",
    );
    let task = task(&plan, TaskId::ReceiveReports);
    assert_eq!(
        records(&task.publish),
        ["shop.example._report._dmarc.cold.example TXT v=DMARC1;"]
    );
    assert!(
        task.why.contains("silent.example") && task.why.contains("cold.example"),
        "{}",
        task.why
    );
    let instead = task.alternative.as_ref().unwrap();
    assert_eq!(
        records(&instead.publish),
        ["_dmarc.shop.example TXT v=DMARC1; p=none; \
             rua=mailto:d@cold.example,mailto:dmarc-reports@shop.example (address)"]
    );
}

#[test]
fn one_address_that_gets_reports_is_enough() {
    for rua in [
        "mailto:d@shop.example",
        "mailto:d@silent.example,mailto:d@shop.example",
        "mailto:d@cold.example,mailto:d@shop.example",
        "https://shop.example/r,mailto:d@shop.example",
    ] {
        let plan = at("none", &format!("; rua={rua}"));
        assert_eq!(
            tasks(&plan),
            ["quarantine", "invented-names after quarantine"],
            "{rua}"
        );
        assert_eq!(
            gate(&plan, TaskId::Quarantine, "month-of-reports").task,
            None,
            "{rua}"
        );
    }
}

#[test]
fn failure_reports_are_no_aggregate_reports() {
    let plan = at("none", "; ruf=mailto:d@shop.example");
    assert_eq!(
        published(&plan, TaskId::ReceiveReports),
        ["_dmarc.shop.example TXT v=DMARC1; p=none; \
             rua=mailto:dmarc-reports@shop.example; ruf=mailto:d@shop.example (address)"]
    );
}

#[test]
fn an_address_that_was_meant_is_repaired_and_none_invented() {
    for (policy, written) in [
        ("none", "d@shop.example"),
        ("reject", "mailto: d@shop.example"),
        ("none", "mailto:mailto:d@shop.example"),
    ] {
        let plan = at(policy, &format!("; rua={written}"));
        assert_eq!(tasks(&plan), ["repair-record"], "{written}");
        assert_eq!(
            published(&plan, TaskId::RepairRecord),
            [format!(
                "_dmarc.shop.example TXT v=DMARC1; p={policy}; rua=mailto:d@shop.example"
            )],
            "{written}"
        );
    }
}

#[test]
fn receivers_on_rfc_7489_need_no_permission_within_the_registered_domain() {
    let around = "reports.shop MX 10 mx.shop\n";
    let zone = format!(
        "{}{around}",
        shop(
            "v=DMARC1; p=none; rua=mailto:d@reports.shop.example; psd=n",
            SPF
        )
    );
    assert_eq!(
        tasks(&plan("shop.example", &zone)),
        ["quarantine", "invented-names after quarantine"]
    );
}
