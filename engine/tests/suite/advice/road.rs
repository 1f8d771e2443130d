//! The policy steps of a domain whose reports arrive and whose mail is signed.

use dmarc_engine::advice::TaskId;

use super::desk::{gates, moves, plan, published, reported, task, tasks};

/// Asserts the first task for a record with these tags, and the tags that it publishes.
#[track_caller]
fn step(tags: &str, id: TaskId, then: &str) {
    let plan = plan("shop.example", &reported(tags));
    assert_eq!(plan.tasks.first().map(|task| task.id), Some(id), "{tags}");
    assert_eq!(
        published(&plan, id),
        [format!(
            "_dmarc.shop.example TXT v=DMARC1; {then}; rua=mailto:d@shop.example"
        )],
        "{tags}"
    );
}

#[test]
fn from_none_to_quarantine_only_p_moves() {
    step("p=none", TaskId::Quarantine, "p=quarantine");
    step(
        "p=none; sp=none",
        TaskId::Quarantine,
        "p=quarantine; sp=none",
    );
    step(
        "p=none; sp=reject",
        TaskId::Quarantine,
        "p=quarantine; sp=reject",
    );
    step(
        "p=none; np=reject",
        TaskId::Quarantine,
        "p=quarantine; np=reject",
    );
    // A tag without effect today must not take effect with the new policy.
    step("p=none; t=y", TaskId::Quarantine, "p=quarantine");
    step("p=none; pct=20", TaskId::Quarantine, "p=quarantine");
    step(
        "p=none; np=reject; pct=0",
        TaskId::Quarantine,
        "p=quarantine; np=reject",
    );
}

#[test]
fn subdomains_follow_a_rung_at_a_time() {
    step(
        "p=quarantine; sp=none",
        TaskId::Subdomains,
        "p=quarantine; sp=quarantine",
    );
    step(
        "p=reject; sp=none",
        TaskId::Subdomains,
        "p=reject; sp=quarantine",
    );
    step(
        "p=reject; sp=quarantine",
        TaskId::Subdomains,
        "p=reject; sp=reject",
    );
    step(
        "p=reject; sp=none; np=reject",
        TaskId::Subdomains,
        "p=reject; sp=quarantine; np=reject",
    );
    let plan = plan("shop.example", &reported("p=reject; sp=none"));
    assert!(gates(&plan, TaskId::Subdomains).contains(&"subdomain-senders"));
    let moved = moves(&task(&plan, TaskId::Subdomains).movement);
    assert!(
        moved.iter().all(|line| !line.contains(" this ")),
        "{moved:?}"
    );
}

#[test]
fn a_ramp_ends_before_the_next_rung() {
    step("p=quarantine; pct=20", TaskId::EndRamp, "p=quarantine");
    step("p=quarantine; pct=0", TaskId::EndRamp, "p=quarantine");
    step("p=quarantine; t=y", TaskId::EndRamp, "p=quarantine");
    step("p=reject; pct=20", TaskId::EndRamp, "p=reject");
    step("p=reject; t=y", TaskId::EndRamp, "p=reject");
    step("p=reject; pct=20; t=y", TaskId::EndRamp, "p=reject");
    for (tags, reader) in [
        ("p=quarantine; pct=20", "rfc7489"),
        ("p=reject; t=y", "rfc9989"),
    ] {
        let plan = plan("shop.example", &reported(tags));
        let moved = moves(&task(&plan, TaskId::EndRamp).movement);
        assert!(
            !moved.is_empty() && moved.iter().all(|line| line.contains(reader)),
            "{moved:?}"
        );
        assert!(
            gates(&plan, TaskId::EndRamp).contains(&"month-of-reports"),
            "{tags}"
        );
    }
}

#[test]
fn from_quarantine_to_reject() {
    step("p=quarantine", TaskId::Reject, "p=reject");
    step(
        "p=quarantine; sp=reject",
        TaskId::Reject,
        "p=reject; sp=reject",
    );
    let plan = plan("shop.example", &reported("p=quarantine"));
    assert_eq!(
        gates(&plan, TaskId::Reject),
        [
            "month-of-reports",
            "sources-identified",
            "rare-senders",
            "dkim-passes",
            "mailing-lists",
            "forwarding",
            "subdomain-senders",
            "watched"
        ]
    );
    assert_eq!(task(&plan, TaskId::Reject).wait_days, Some(31));
}

#[test]
fn where_a_mailbox_host_takes_the_mail_staying_is_named_first() {
    let zone = reported("p=quarantine").replace(
        "shop MX 10 mx.shop\n",
        "shop MX 10 mx.mail-vendor\nmx.mail-vendor A 192.0.2.65\n",
    );
    let title = |zone: &str| {
        task(&plan("shop.example", zone), TaskId::Reject)
            .title
            .clone()
    };
    assert!(
        title(&zone).starts_with("Stay at quarantine"),
        "{}",
        title(&zone)
    );
    assert!(!title(&reported("p=quarantine")).contains("Stay"));
}

#[test]
fn names_that_do_not_exist_are_an_optional_task() {
    for tags in ["p=reject; np=none", "p=reject; sp=reject; np=quarantine"] {
        let plan = plan("shop.example", &reported(tags));
        assert_eq!(tasks(&plan), ["invented-names"], "{tags}");
        assert_eq!(
            gates(&plan, TaskId::InventedNames),
            ["invented-senders"],
            "{tags}"
        );
        let moved = moves(&task(&plan, TaskId::InventedNames).movement);
        assert!(
            moved.iter().all(|line| line.contains(" invented rfc9989")),
            "{moved:?}"
        );
    }
    // With a wildcard, every name exists.
    for wildcard in ["*.shop A 192.0.2.7\n", "*.shop TXT hello\n"] {
        let plan = plan(
            "shop.example",
            &format!("{}{wildcard}", reported("p=quarantine")),
        );
        assert_eq!(tasks(&plan), ["reject"], "{wildcard}");
    }
}

#[test]
fn at_reject_nothing_is_left() {
    for tags in ["p=reject", "p=reject; np=reject", "p=reject; sp=reject"] {
        let plan = plan("shop.example", &reported(tags));
        assert_eq!(tasks(&plan), ["keep"], "{tags}");
        assert!(task(&plan, TaskId::Keep).publish.is_empty());
    }
}
