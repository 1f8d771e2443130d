//! What a plan must not do in corner cases: aliases, suffixes, incomplete locks, waits, and wording.

use dmarc_engine::advice::{By, Known, TaskId};

use super::desk::*;

const OK: &str = "v=spf1 mx -all";

fn told(zone: &str, known: &Known) -> Vec<String> {
    tasks(&plan_knowing("shop.example", zone, known))
}

#[test]
fn locking_over_an_alias_leaves_other_zones_alone() {
    let plan = plan(
        "shop.example",
        "shop TXT \"v=spf1 -all\"\n MX 0 .\n_dmarc.shop CNAME gone.vendor\n",
    );
    let found = published(&plan, TaskId::Lock);
    assert!(
        found.iter().all(|line| !line.contains("vendor")),
        "{found:?}"
    );
}

#[test]
fn locking_at_a_vendors_record_is_by_the_vendor() {
    let plan = plan(
        "shop.example",
        "shop TXT \"v=spf1 -all\"\n MX 0 .\n_dmarc.shop CNAME shop.vendor\nshop.vendor TXT \"v=DMARC1; p=none; rua=mailto:d@shop.example\"\n",
    );
    let lock = task(&plan, TaskId::Lock);
    assert!(
        lock.publish
            .iter()
            .all(|r| r.name.as_str().ends_with("shop.example") || r.by == By::Host),
        "{:?}",
        records(&lock.publish)
    );
}

#[test]
fn own_record_over_a_dead_alias_removes_it() {
    let around = format!(
        "{MAIL}shop TXT \"{OK}\"\nmail._domainkey.shop TXT \"{KEY}\"\nnews.shop MX 10 mx.shop\nnews.shop TXT \"{OK}\"\n"
    );
    let parent = format!(
        "{around}_dmarc.shop TXT \"v=DMARC1; p=reject; rua=mailto:d@shop.example\"\n_dmarc.news.shop CNAME gone.vendor\n"
    );
    let foreign = format!(
        "{around}shop.hosted MX 1 mx.shop\nshop.hosted TXT \"{OK}\"\n_dmarc.shop.hosted CNAME gone.vendor\n_dmarc.hosted TXT \"v=DMARC1; p=quarantine; psd=y\"\n"
    );
    for (domain, zone) in [
        ("news.shop.example", parent),
        ("shop.hosted.example", foreign),
    ] {
        let found: Vec<_> = plan(domain, &zone)
            .tasks
            .iter()
            .flat_map(|task| records(&task.publish))
            .collect();
        let first = found
            .iter()
            .position(|line| line.contains("CNAME (removed)"));
        let text = found.iter().position(|line| line.contains("TXT v=DMARC1"));
        assert!(
            text.is_none() || first.is_some() && first < text,
            "{domain}: {found:?}"
        );
    }
}

#[test]
fn below_a_psd_that_the_list_lacks_the_record_is_ones_own() {
    let plan = plan(
        "cust.shop.example",
        &format!(
            "{MAIL}cust.shop MX 1 mx.shop\ncust.shop TXT \"{OK}\"\nmail._domainkey.cust.shop TXT \"{KEY}\"\n_dmarc.shop TXT \"v=DMARC1; p=quarantine; psd=y; rua=mailto:d@shop.example\"\n"
        ),
    );
    let own = task(&plan, TaskId::OwnRecord);
    let all: Vec<_> = own
        .publish
        .iter()
        .chain(own.options.iter().flat_map(|way| &way.publish))
        .cloned()
        .collect();
    assert!(
        records(&all)
            .iter()
            .any(|line| line.starts_with("_dmarc.cust.shop.example TXT")),
        "{} {:?}",
        own.title,
        records(&all)
    );
    assert_eq!(plan.check, None);
}

#[test]
fn a_suffix_that_is_no_registry_has_the_normal_plan() {
    let known = Known {
        is_registry: Some(false),
        ..Known::default()
    };
    let zone = format!(
        "hosted MX 1 mx.shop\nmx.shop A 192.0.2.1\nhosted TXT \"{OK}\"\nmail._domainkey.hosted TXT \"{KEY}\"\n"
    );
    let plan = plan_knowing("hosted.example", &zone, &known);
    assert_eq!(
        published(&plan, TaskId::PublishRecord),
        [
            "_dmarc.hosted.example TXT v=DMARC1; p=none; rua=mailto:dmarc-reports@hosted.example (address)"
        ]
    );
}

#[test]
fn locked_by_a_registry_is_not_locked() {
    let plan = plan(
        "shop.hosted.example",
        "shop.hosted TXT \"v=spf1 -all\"\n_dmarc.hosted TXT \"v=DMARC1; p=reject; psd=y\"\n",
    );
    assert_eq!(tasks(&plan), ["lock"]);
}

#[test]
fn locked_in_part_is_finished() {
    let plan = plan(
        "shop.example",
        "shop TXT \"v=spf1 -all\"\n A 192.0.2.1\n_dmarc.shop TXT \"v=DMARC1; p=reject\"\n",
    );
    let why = plan
        .tasks
        .iter()
        .map(|task| task.why.as_str())
        .collect::<String>();
    assert!(
        tasks(&plan) == ["lock"] || !why.contains("complete"),
        "{why}"
    );
}

#[test]
fn a_lock_that_is_done_is_no_task() {
    let known = Known {
        sends: Some(false),
        ..Known::default()
    };
    let zone = format!(
        "{MAIL}shop TXT \"v=spf1 -all\"\n_dmarc.shop TXT \"v=DMARC1; p=reject\"\n*._domainkey.shop TXT \"v=DKIM1; p=\"\n"
    );
    assert_eq!(told(&zone, &known), ["keep"]);
}

#[test]
fn a_key_in_test_mode_is_no_key() {
    let key = format!(
        "mail._domainkey.shop TXT \"{}\"\n",
        KEY.replace("k=", "t=y; k=")
    );
    for (policy, expected) in [("quarantine", "set-up-dkim"), ("reject", "set-up-dkim")] {
        let zone = format!(
            "{}{key}",
            unsigned(
                &format!("v=DMARC1; p={policy}; rua=mailto:d@shop.example"),
                OK
            )
        );
        assert_eq!(tasks(&plan("shop.example", &zone))[0], expected, "{policy}");
    }
}

#[test]
fn np_alone_broken_keeps_p() {
    for (record, value) in [
        (
            "v=DMARC1; p=reject; np=rejct; rua=mailto:d@shop.example",
            "p=reject",
        ),
        (
            "v=DMARC1; p=quarantine; np=rejct; rua=mailto:d@shop.example",
            "p=quarantine",
        ),
    ] {
        let plan = plan("shop.example", &shop(record, OK));
        let found = published(&plan, TaskId::RepairRecord);
        assert!(
            found.len() == 1 && found[0].contains(value),
            "{found:?} {:?}",
            task(&plan, TaskId::RepairRecord).options
        );
    }
}

#[test]
fn options_differ() {
    let plan = plan(
        "shop.example",
        &shop(
            "v=DMARC1; p=none; v=DMARC1; p=reject; rua=mailto:d@shop.example",
            OK,
        ),
    );
    let options: Vec<_> = task(&plan, TaskId::RepairRecord)
        .options
        .iter()
        .map(|way| records(&way.publish))
        .collect();
    assert!(
        options.is_empty() || options[0] != options[1],
        "{options:?}"
    );
}

#[test]
fn several_below_a_rejecting_parent_fall_by_choice() {
    let zone = format!(
        "{MAIL}shop TXT \"{OK}\"\n_dmarc.shop TXT \"v=DMARC1; p=reject; rua=mailto:d@shop.example\"\nnews.shop MX 1 mx.shop\n_dmarc.news.shop TXT \"v=DMARC1; p=none\"\n TXT \"v=DMARC1; p=quarantine\"\n"
    );
    let plan = plan("news.shop.example", &zone);
    let repair = task(&plan, TaskId::RepairRecord);
    let falls = repair
        .movement
        .0
        .iter()
        .filter(|change| change.to.rung() < change.from.rung())
        .count();
    assert_eq!(falls, 0, "{:?}", moves(&repair.movement));
}

#[test]
fn a_fix_of_spf_says_nothing_of_less_asked() {
    for record in [
        "v=DMARC1; p=reject; rua=mailto:d@shop.example",
        "v=DMARC1; p=none; rua=mailto:d@shop.example",
        "v=DMARC1; p=rejct; rua=mailto:d@shop.example",
    ] {
        let plan = plan(
            "shop.example",
            &shop(record, "v=spf1 mx include:gone.example -all"),
        );
        assert!(
            !gates(&plan, TaskId::FixSpf).contains(&"less-is-asked"),
            "{record}: {:?}",
            gates(&plan, TaskId::FixSpf)
        );
    }
}

#[test]
fn what_asks_for_nothing_waits_for_nothing() {
    let zone = shop(
        "v=DMARC1; p=rejct; rua=mailto:d@shop.example",
        "v=spf1 mx include:gone.example -all",
    );
    assert_eq!(
        tasks(&plan("shop.example", &zone)),
        ["fix-spf", "repair-record"]
    );
}

#[test]
fn own_record_that_moves_nothing_waits_for_nothing() {
    let zone = format!(
        "{MAIL}shop TXT \"{OK}\"\n_dmarc.shop TXT \"v=DMARC1; p=reject; rua=mailto:d@shop.example\"\nnews.shop MX 1 mx.shop\nnews.shop TXT \"v=spf1 mx include:gone.example -all\"\n"
    );
    assert_eq!(
        tasks(&plan("news.shop.example", &zone)),
        ["fix-spf", "own-record"]
    );
}

#[test]
fn no_tag_without_effect_is_published() {
    let zone = format!(
        "{MAIL}shop TXT \"{OK}\"\n_dmarc.shop TXT \"v=DMARC1; p=reject; rua=mailto:d@shop.example\"\nnews.shop MX 1 mx.shop\nnews.shop TXT \"{OK}\"\n_dmarc.news.shop TXT \"v=DMARC1; p=none; sp=reject; np=reject\"\n"
    );
    let found = published(&plan("news.shop.example", &zone), TaskId::ReceiveReports);
    assert!(
        !found[0].contains("sp=") && !found[0].contains("np="),
        "{found:?}"
    );
}

#[test]
fn a_mailbox_instead_is_published_by_the_owner() {
    let plan = plan(
        "shop.example",
        &format!(
            "cold MX 1 mx.shop\n{}",
            shop("v=DMARC1; p=none; rua=mailto:d@cold.example", OK)
        ),
    );
    let way = task(&plan, TaskId::ReceiveReports)
        .alternative
        .as_ref()
        .unwrap();
    assert_eq!(way.publish[0].by, By::Owner);
}

#[test]
fn the_order_of_answers_changes_nothing() {
    let texts = [
        "v=DMARC1; p=reject; rua=mailto:d@shop.example",
        "v=DMARC1; p=none",
    ];
    let zone = |a: &str, b: &str| format!("{}_dmarc.shop TXT \"{b}\"\n", shop(a, OK));
    assert!(
        plan("shop.example", &zone(texts[0], texts[1]))
            == plan("shop.example", &zone(texts[1], texts[0]))
    );
}

#[test]
fn a_broken_or_double_record_above_is_repaired_there() {
    for lines in [
        "_dmarc.shop TXT \"v=DMARC1; p=rejct\"\n",
        "_dmarc.shop TXT \"v=DMARC1; p=reject\"\n TXT \"v=DMARC1; p=none\"\n",
    ] {
        let zone = format!(
            "{MAIL}shop TXT \"{OK}\"\nnews.shop MX 1 mx.shop\nnews.shop TXT \"{OK}\"\n{lines}"
        );
        let plan = plan("news.shop.example", &zone);
        assert_eq!(tasks(&plan), <[&str; 0]>::default(), "{lines}");
        assert!(
            !plan.summary.contains("so the policy of"),
            "{}",
            plan.summary
        );
    }
}

#[test]
fn quarantine_waits_for_a_month_of_the_reports_to_come() {
    let plan = plan("shop.example", &shop("v=DMARC1; p=none", OK));
    assert_eq!(
        gate(&plan, TaskId::Quarantine, "month-of-reports").task,
        Some(TaskId::ReceiveReports)
    );
}

#[test]
fn invented_names_are_beside_the_step() {
    let known = Known {
        posts_to_lists: Some(true),
        ..Known::default()
    };
    let plan = plan_knowing("shop.example", &reported("p=quarantine"), &known);
    assert!(task(&plan, TaskId::InventedNames).waits_for.is_empty());
}

#[test]
fn only_the_task_that_sets_up_dkim_cures_its_lack() {
    let plan = plan(
        "shop.example",
        &unsigned("v=DMARC1; p=none; rua=mailto:d@shop.example", OK),
    );
    assert!(!task(&plan, TaskId::Quarantine).cures.contains(&"dkim-none"));
    let undecided = super::desk::plan(
        "shop.example",
        &shop(
            "v=DMARC1; p=none; rua=mailto:d@shop.example",
            "v=spf1 mx ip4:1.2.3 -all",
        ),
    );
    assert!(!task(&undecided, TaskId::FixSpf).cures.is_empty());
    let own = format!(
        "{MAIL}shop TXT \"{OK}\"\nnews.shop MX 1 mx.shop\n_dmarc.shop TXT \"v=DMARC1; p=none; sp=reject; rua=mailto:d@shop.example\"\n"
    );
    let own = super::desk::plan("news.shop.example", &own);
    assert!(!task(&own, TaskId::OwnRecord).cures.contains(&"policy-none"));
}

#[test]
fn strict_alignment_that_was_meant_is_the_alternative() {
    let plan = plan(
        "shop.example",
        &shop(
            "v=DMARC1; p=reject; adkim=strict; rua=mailto:d@shop.example",
            OK,
        ),
    );
    assert!(task(&plan, TaskId::RepairRecord).alternative.is_some());
}

#[test]
fn two_policies_name_both() {
    for more in ["", "_dmarc.shop TXT \"v=DMARC1; p=none\"\n"] {
        let tags = if more.is_empty() {
            "p=reject; p=none"
        } else {
            "p=reject"
        };
        let plan = plan(
            "shop.example",
            &format!(
                "{}{more}",
                shop(&format!("v=DMARC1; {tags}; rua=mailto:d@shop.example"), OK)
            ),
        );
        let repair = task(&plan, TaskId::RepairRecord);
        assert!(
            repair.alternative.is_some() || repair.options.len() == 2,
            "{tags}{more}"
        );
    }
}

#[test]
fn the_alternative_names_what_reports_show() {
    let plan = plan(
        "shop.example",
        &shop("v=DMARC1; p=none; sp=rejct; rua=mailto:d@shop.example", OK),
    );
    let way = task(&plan, TaskId::RepairRecord)
        .alternative
        .as_ref()
        .unwrap();
    assert!(
        way.label.contains("sp=reject") && !way.label.contains("p=none"),
        "{}",
        way.label
    );
}

#[test]
fn what_is_kept_for_a_subdomain_speaks_of_no_registration() {
    let zone = format!(
        "{MAIL}shop TXT \"{OK}\"\n_dmarc.shop TXT \"v=DMARC1; p=reject; rua=mailto:d@shop.example\"\nold.shop TXT \"v=spf1 -all\"\n"
    );
    let plan = plan("old.shop.example", &zone);
    let why: String = plan.tasks.iter().map(|task| task.why.as_str()).collect();
    assert!(!why.contains("registered"), "{why}");
}

#[test]
fn government_domains_report_to_cisa() {
    let zone = format!(
        "agency.gov. MX 1 mx.shop.example.\nmx.shop A 192.0.2.3\nagency.gov. TXT \"{OK}\"\nmail._domainkey.agency.gov. TXT \"{KEY}\"\n_dmarc.agency.gov. TXT \"v=DMARC1; p=reject; rua=mailto:d@agency.gov\"\n"
    );
    let plan = plan("agency.gov", &zone);
    let all = format!("{:?}", plan.tasks);
    assert!(
        all.contains("reports@dmarc.cyber.dhs.gov"),
        "{:?}",
        tasks(&plan)
    );
}

#[test]
fn a_first_record_at_the_registered_name_asks_for_records_below() {
    let plan = plan(
        "shop.example",
        &format!("{MAIL}shop TXT \"{OK}\"\nmail._domainkey.shop TXT \"{KEY}\"\n"),
    );
    assert!(gates(&plan, TaskId::PublishRecord).contains(&"no-other-record"));
}

#[test]
fn the_owners_own_words_are_not_guesses() {
    let known = Known {
        posts_to_lists: Some(true),
        ..Known::default()
    };
    let plan = plan_knowing("shop.example", &reported("p=quarantine"), &known);
    assert!(
        !task(&plan, TaskId::Reject).why.contains("seem to"),
        "{}",
        task(&plan, TaskId::Reject).why
    );
}

#[test]
fn a_record_of_its_own_says_what_differs() {
    let zone = format!(
        "{MAIL}shop TXT \"{OK}\"\n_dmarc.shop TXT \"v=DMARC1; p=reject; rua=mailto:d@shop.example\"\n_dmarc.branch.shop TXT \"v=DMARC1; p=none; psd=n; rua=mailto:d@shop.example\"\na.branch.shop MX 1 mx.shop\na.branch.shop TXT \"{OK}\"\n"
    );
    let plan = plan("a.branch.shop.example", &zone);
    let own = task(&plan, TaskId::OwnRecord);
    assert!(
        own.movement.0.is_empty() || !own.why.contains("asks today"),
        "{} {:?}",
        own.why,
        moves(&own.movement)
    );
}

#[test]
fn only_a_subdomain_at_none_needs_no_psd() {
    let zone = format!(
        "{MAIL}shop TXT \"{OK}\"\nnews.shop MX 1 mx.shop\n_dmarc.news.shop TXT \"v=DMARC1; p=none; rua=mailto:d@news.shop.example\"\n"
    );
    let found = published(
        &plan("news.shop.example", &zone),
        TaskId::OrganizationRecord,
    );
    assert!(found.iter().all(|line| !line.contains("psd=")), "{found:?}");
}

#[test]
fn closing_spf_at_reject_waits_for_reports() {
    let zone = shop("v=DMARC1; p=reject", "v=spf1 mx +all");
    assert_eq!(
        tasks(&plan("shop.example", &zone)),
        ["receive-reports", "fix-spf after receive-reports"]
    );
}
