//! A domain that is not used for mail is locked in one task.

use dmarc_engine::advice::TaskId;

use super::desk::{KEY, gate, gates, plan, published, task, tasks};

/// The records of the lock for a zone.
#[track_caller]
fn locked(zone: &str) -> Vec<String> {
    let plan = plan("shop.example", zone);
    assert_eq!(tasks(&plan), ["lock"], "{zone}");
    published(&plan, TaskId::Lock)
}

#[test]
fn the_locked_set_has_what_is_not_there_yet() {
    let wildcard = "*._domainkey.shop.example TXT v=DKIM1; p=";
    let policy = "_dmarc.shop.example TXT v=DMARC1; p=reject";
    let null = "shop.example MX 0 .";
    let no_keys = "*._domainkey.shop TXT \"v=DKIM1; p=\"\n";
    assert_eq!(locked("shop TXT \"v=spf1 -all\"\n"), [policy, wildcard]);
    assert_eq!(
        locked("shop TXT \"v=spf1 -all\"\n A 192.0.2.1\n"),
        [policy, null, wildcard]
    );
    assert_eq!(
        locked(&format!("shop TXT \"v=spf1 -all\"\n MX 0 .\n{no_keys}")),
        [policy]
    );
}

#[test]
fn what_was_begun_is_finished() {
    let unused = "shop TXT \"v=spf1 -all\"\n MX 0 .\n*._domainkey.shop TXT \"v=DKIM1; p=\"\n";
    for (today, then) in [
        (
            "v=DMARC1; p=none; sp=none; rua=mailto:d@shop.example",
            "v=DMARC1; p=reject; rua=mailto:d@shop.example",
        ),
        ("v=DMARC1; p=quarantine; pct=20", "v=DMARC1; p=reject"),
        ("v=DMARC1; p=reject; sp=none", "v=DMARC1; p=reject"),
        ("v=DMARC1; p=reject; np=none", "v=DMARC1; p=reject"),
        ("v=DMARC1; p=reject; t=y", "v=DMARC1; p=reject"),
        (
            "v=DMARC1; p=rejct; rua=mailto:d@shop.example",
            "v=DMARC1; p=reject; rua=mailto:d@shop.example",
        ),
    ] {
        let zone = format!("{unused}_dmarc.shop TXT \"{today}\"\n");
        assert_eq!(
            locked(&zone),
            [format!("_dmarc.shop.example TXT {then}")],
            "{today}"
        );
    }
    let two =
        format!("{unused}_dmarc.shop TXT \"v=DMARC1; p=reject\"\n TXT \"v=DMARC1; p=none\"\n");
    assert_eq!(locked(&two), ["_dmarc.shop.example TXT v=DMARC1; p=reject"]);
}

#[test]
fn what_speaks_against_it_is_a_gate() {
    let always = ["nobody-sends", "subdomains-unused"];
    let null = "shop TXT \"v=spf1 -all\"\n MX 0 .\n";
    for (zone, more) in [
        (null.to_owned(), None),
        (
            "shop TXT \"v=spf1 -all\"\n A 192.0.2.1\n".to_owned(),
            Some("nobody-receives"),
        ),
        (
            format!("{null}mail._domainkey.shop TXT \"{KEY}\"\n"),
            Some("keys-unused"),
        ),
        (
            format!(
                "{null}mail._domainkey.shop TXT \"{}\"\n",
                KEY.replace("k=", "t=y; k=")
            ),
            Some("keys-unused"),
        ),
        (
            format!("{null}unheard-of._domainkey.shop TXT \"{KEY}\"\n"),
            Some("keys-unused"),
        ),
    ] {
        let plan = plan("shop.example", &zone);
        let expected: Vec<_> = always.into_iter().chain(more).collect();
        assert_eq!(gates(&plan, TaskId::Lock), expected, "{zone}");
    }
    let known = format!("{null}mail._domainkey.shop TXT \"{KEY}\"\n");
    let plan = plan("shop.example", &known);
    assert!(
        gate(&plan, TaskId::Lock, "keys-unused")
            .text
            .contains("any more: mail. ")
    );
}

#[test]
fn without_proof_it_is_only_the_alternative() {
    for zone in [
        "shop TXT \"hello\"\n A 192.0.2.1\n",
        "shop TXT \"hello\"\n",
        "shop TXT \"hello\"\n MX 0 .\n",
    ] {
        let plan = plan("shop.example", zone);
        assert_eq!(tasks(&plan), ["publish-record"], "{zone}");
        let instead = task(&plan, TaskId::PublishRecord)
            .alternative
            .as_ref()
            .unwrap();
        let values: Vec<_> = instead
            .publish
            .iter()
            .filter_map(|record| record.value.as_deref())
            .collect();
        assert!(
            values.contains(&"v=DMARC1; p=reject") && values.contains(&"v=spf1 -all"),
            "{zone}: {values:?}"
        );
    }
    let used = "shop MX 10 mx.shop\nmx.shop A 192.0.2.1\n";
    let plan = plan("shop.example", used);
    assert_eq!(task(&plan, TaskId::PublishRecord).alternative, None);
}

#[test]
fn what_is_locked_is_kept_without_a_word_on_reports() {
    let zone = "shop TXT \"v=spf1 -all\"\n MX 0 .\n_dmarc.shop TXT \"v=DMARC1; p=reject\"\n\
                *._domainkey.shop TXT \"v=DKIM1; p=\"\n";
    let plan = plan("shop.example", zone);
    assert_eq!(tasks(&plan), ["keep"]);
    let why = &task(&plan, TaskId::Keep).why;
    assert!(!why.contains("report"), "{why}");
}

#[test]
fn an_unused_name_below_the_registered_one_is_not_locked_for_itself() {
    let zone = "shop MX 10 mx.shop\nmx.shop A 192.0.2.1\nold.shop TXT \"v=spf1 -all\"\n";
    let plan = plan("old.shop.example", zone);
    assert_eq!(tasks(&plan), ["publish-record"]);
    assert_eq!(plan.check.as_ref().unwrap().as_str(), "shop.example");
    assert!(task(&plan, TaskId::PublishRecord).publish.is_empty());
}
