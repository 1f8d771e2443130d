//! A CNAME at the `_dmarc` name: the record is changed at the alias's target, and no TXT record is published next to a CNAME.

use dmarc_engine::advice::{By, TaskId};

use super::desk::{KEY, MAIL, plan, published, task, tasks};

/// A domain that sends, with these lines at its `_dmarc` name and the alias's targets.
fn shop(lines: &str) -> String {
    format!("{MAIL}shop TXT \"v=spf1 mx -all\"\nmail._domainkey.shop TXT \"{KEY}\"\n{lines}")
}

#[test]
fn in_the_own_zone_the_target_is_changed() {
    let zone = shop(
        "_dmarc.shop CNAME policy.shop\npolicy.shop TXT \"v=DMARC1; p=none; rua=mailto:d@shop.example\"\n",
    );
    let plan = plan("shop.example", &zone);
    assert_eq!(
        tasks(&plan),
        ["quarantine", "invented-names after quarantine"]
    );
    assert_eq!(
        published(&plan, TaskId::Quarantine),
        ["policy.shop.example TXT v=DMARC1; p=quarantine; rua=mailto:d@shop.example"]
    );
    assert_eq!(task(&plan, TaskId::Quarantine).publish[0].by, By::Owner);
}

#[test]
fn in_a_vendors_zone_the_vendor_changes_it() {
    let zone = |record: &str| {
        shop(&format!(
            "_dmarc.shop CNAME shop.vendor\nshop.vendor TXT \"{record}\"\n"
        ))
    };
    for (record, id, value) in [
        (
            "v=DMARC1; p=quarantine; rua=mailto:d@shop.example",
            TaskId::Reject,
            "v=DMARC1; p=reject; rua=mailto:d@shop.example",
        ),
        (
            "v=DMARC1; p=quarantine",
            TaskId::ReceiveReports,
            "v=DMARC1; p=quarantine; rua=mailto:dmarc-reports@shop.example (address)",
        ),
        (
            "v=DMARC1; p=block; rua=mailto:d@shop.example",
            TaskId::RepairRecord,
            "v=DMARC1; p=none; rua=mailto:d@shop.example",
        ),
    ] {
        let plan = plan("shop.example", &zone(record));
        assert_eq!(
            published(&plan, id),
            [format!("shop.vendor.example TXT {value}")],
            "{record}"
        );
        assert_eq!(task(&plan, id).publish[0].by, By::Host, "{record}");
    }
}

#[test]
fn the_last_of_several_aliases_counts() {
    let zone = shop(
        "_dmarc.shop CNAME policy.shop\npolicy.shop CNAME shop.vendor\n\
         shop.vendor TXT \"v=DMARC1; p=none; rua=mailto:d@shop.example\"\n",
    );
    let plan = plan("shop.example", &zone);
    assert_eq!(
        task(&plan, TaskId::Quarantine).publish[0].name.as_str(),
        "shop.vendor.example"
    );
    assert_eq!(task(&plan, TaskId::Quarantine).publish[0].by, By::Host);
}

#[test]
fn an_alias_without_a_record_is_removed_first() {
    for lines in [
        "_dmarc.shop CNAME shop\n",
        "_dmarc.shop CNAME gone.vendor\n",
        "_dmarc.shop CNAME text.vendor\ntext.vendor TXT hello\n",
    ] {
        let plan = plan("shop.example", &shop(lines));
        assert_eq!(tasks(&plan), ["remove-alias"], "{lines}");
        assert_eq!(
            published(&plan, TaskId::RemoveAlias),
            [
                "_dmarc.shop.example CNAME (removed)",
                "_dmarc.shop.example TXT v=DMARC1; p=none; rua=mailto:dmarc-reports@shop.example (address)"
            ],
            "{lines}"
        );
        assert!(
            task(&plan, TaskId::RemoveAlias)
                .cures
                .contains(&"alias-without-record"),
            "{lines}"
        );
    }
}

#[test]
fn an_alias_from_a_wildcard_ends_at_a_record() {
    let plan = plan("shop.example", &shop("*.shop CNAME shop\n"));
    assert_eq!(
        published(&plan, TaskId::PublishRecord),
        [
            "_dmarc.shop.example TXT v=DMARC1; p=none; rua=mailto:dmarc-reports@shop.example (address)"
        ]
    );
    assert_eq!(task(&plan, TaskId::PublishRecord).publish[0].by, By::Owner);
}
