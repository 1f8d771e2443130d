//! Minimized zones that broke a law when the fuzz target `advice` found them, and zones in which lookups fail.

use dmarc_engine::advice::{Known, Stage, TaskId};
use dmarc_engine::dns::RecordType;

use super::follow::follow;
use super::judge::{INBOX, violations};
use super::world::{KEY, World};

/// Hosts that the zones name.
const HOSTS: &str = "mx.shop.example. A 192.0.2.1\ncold.example. MX 1 mx.shop.example.\n\
                     open.example. TXT \"v=spf1 +all\"\n";

/// A zone with these lines and texts.
fn zone(lines: &str, texts: &[(&str, &str)]) -> World {
    let world = World::new(&format!("{INBOX}{HOSTS}{lines}"));
    texts
        .iter()
        .fold(world, |world, (name, text)| world.with(name, text))
}

/// Asserts that the plan obeys the laws, and that its road ends at this stage.
#[track_caller]
fn hold(world: World, domain: &str, sends: Option<bool>, end: Stage) {
    let known = Known {
        sends,
        ..Known::default()
    };
    assert_eq!(violations(&world, domain, &known), [""; 0]);
    let (_, stage) = follow(world, domain, &known).unwrap();
    assert_eq!(stage, end);
}

#[test]
fn a_lock_replaces_several_spf_records_in_any_order() {
    let texts = [
        ("shop.example", "v=spf1 mx -all"),
        ("shop.example", "v=spf1 ip4:192.0.2.1 ~all"),
    ];
    let world = zone("shop.example. A 192.0.2.2\n", &texts);
    hold(world, "shop.example", Some(false), Stage::Locked);
}

#[test]
fn what_the_owner_locks_is_locked_once() {
    let mx = "shop.example. MX 10 mx.shop.example.\n";
    let spf = ("shop.example", "v=spf1 mx -all");
    let world = zone(mx, &[spf]);
    hold(world, "shop.example", Some(false), Stage::Reject);
    // Names below it follow the record of the suffix, which no record of the domain overrides.
    let world = zone(mx, &[spf, ("_dmarc.example", "v=DMARC1; p= ")]);
    hold(world, "shop.example", Some(false), Stage::Reject);
}

#[test]
fn a_locked_name_still_lacks_a_record_above() {
    let texts = [
        ("news.shop.example", "v=spf1 -all"),
        ("_dmarc.news.shop.example", "v=DMARC1; p=reject"),
    ];
    let world = zone("news.shop.example. MX 0 .\n", &texts);
    let plan = world.check("news.shop.example", &Known::default()).plan;
    assert!(plan.task(TaskId::OrganizationRecord).is_some());
    hold(world, "news.shop.example", None, Stage::Locked);
}

#[test]
fn a_change_of_spf_settles_nothing_about_two_policies() {
    let texts = [
        ("_dmarc.shop.example", "v=DMARC1; p=reject; p=none"),
        ("_dmarc.shop.example", "v=DMARC1; p=quarantine"),
        ("shop.example", "v=spf1 exists:%{i}.open.example mx,a"),
        ("mail._domainkey.shop.example", KEY),
    ];
    let world = zone("shop.example. MX 10 mx.shop.example.\n", &texts);
    hold(world, "shop.example", None, Stage::Reject);
}

#[test]
fn an_address_to_fill_in_arrives_behind_an_alias_as_well() {
    let lines = "_dmarc.shop.example. CNAME policy.shop.example.\n";
    let texts = [
        ("policy.shop.example", "v=DMARC1; p=none"),
        ("mail._domainkey.shop.example", KEY),
    ];
    let world = zone(lines, &texts);
    let plan = world.check("shop.example", &Known::default()).plan;
    let cures = &plan.task(TaskId::ReceiveReports).unwrap().cures;
    assert!(cures.contains(&"no-aggregate-reports"), "{cures:?}");
    hold(world, "shop.example", None, Stage::Reject);
}

#[test]
fn monitoring_does_not_wait_for_spf() {
    let texts = [("shop.example", "v=spf1 - all")];
    let world = zone("shop.example. MX 0 .\n", &texts);
    let plan = world.check("shop.example", &Known::default()).plan;
    let task = plan.task(TaskId::PublishRecord).unwrap();
    assert!(task.waits_for.is_empty() && !task.publish.is_empty());
    assert_eq!(
        violations(&world, "shop.example", &Known::default()),
        [""; 0]
    );
}

#[test]
fn spf_that_only_the_owner_can_fix_has_a_task_all_the_same() {
    let texts = [("shop.example", "v=spf1 -all include:open.example mx,a+all")];
    let world = zone("shop.example. MX 10 mx.shop.example.\n", &texts);
    hold(world, "shop.example", None, Stage::Reject);
    let texts = [("shop.example", "v=spf1 include:open.example -all")];
    let world = zone("shop.example. MX 10 mx.shop.example.\n", &texts);
    let plan = world.check("shop.example", &Known::default()).plan;
    let task = plan.task(TaskId::FixSpf).unwrap();
    assert!(task.publish.is_empty() && !task.cures.is_empty());
}

#[test]
fn of_several_spf_records_the_one_left_is_clean() {
    for (texts, expected) in [
        (
            &["v=spf1 v=spf1 mx v=spf1 -all", "v=spf1 mx -all v=spf1"][..],
            "v=spf1 mx -all",
        ),
        (&["v=spf1 v=spf1 -all", "v=spf1 -all v=spf1"], "v=spf1 -all"),
        (&["v=spf1 v=spf1 v=spf1", "v=spf1 "], "v=spf1"),
        (&["v=spf1 v=spf1", "v=spf1 note=x"], "v=spf1"),
        (
            &["v=spf1 mx exp=why.shop.example ~all", "v=spf1  mx ~all"],
            "v=spf1 mx ~all",
        ),
        (
            &["v=spf1 MX -all note=x", "V=SPF1 mx mx -all"],
            "v=spf1 mx -all",
        ),
    ] {
        let texts: Vec<_> = texts.iter().map(|text| ("shop.example", *text)).collect();
        let world = zone("shop.example. MX 10 mx.shop.example.\n", &texts);
        let plan = world.check("shop.example", &Known::default()).plan;
        let publish = &plan.task(TaskId::FixSpf).unwrap().publish;
        assert_eq!(publish[0].value.as_deref(), Some(expected), "{texts:?}");
        hold(world, "shop.example", None, Stage::Reject);
    }
}

#[test]
fn spf_records_that_differ_in_who_may_not_send_are_not_made_one() {
    // One record authorizes the mail host; the other excludes it with an earlier term.
    let texts = [
        ("shop.example", "v=spf1 mx -all"),
        ("shop.example", "v=spf1 -ip4:192.0.2.1 mx -all"),
    ];
    let world = zone("shop.example. MX 10 mx.shop.example.\n", &texts);
    let plan = world.check("shop.example", &Known::default()).plan;
    assert!(plan.task(TaskId::FixSpf).unwrap().publish.is_empty());
}

#[test]
fn spf_terms_that_all_hides_are_left_to_the_owner() {
    for text in [
        "v=spf1 mx redirect=cold.example -all v=spf1",
        "v=spf1 redirect=open.example-all",
    ] {
        let world = zone(
            "shop.example. MX 10 mx.shop.example.\n",
            &[("shop.example", text)],
        );
        let plan = world.check("shop.example", &Known::default()).plan;
        assert!(plan.task(TaskId::FixSpf).unwrap().publish.is_empty());
    }
}

#[test]
fn a_weaker_policy_for_invented_names_has_no_effect_below_a_wildcard() {
    let lines = "shop.example. MX 10 mx.shop.example.\n*.shop.example. A 192.0.2.7\n";
    let record = "v=DMARC1; p=none; np=none; rua=mailto:d@inbox.example";
    let texts = [
        ("_dmarc.shop.example", record),
        ("mail._domainkey.shop.example", KEY),
        ("shop.example", "v=spf1 mx -all"),
    ];
    hold(zone(lines, &texts), "shop.example", None, Stage::Reject);
}

#[test]
fn nothing_is_published_where_the_policy_could_not_be_asked() {
    let texts = [
        ("_dmarc.shop.example", "v=DMARC1; p=none"),
        ("shop.example", "v=spf1 mx -all"),
    ];
    let world = zone("shop.example. MX 10 mx.shop.example.\n", &texts);
    for kind in [None, Some(RecordType::Txt)] {
        let failing = world.clone().failing("_dmarc.shop.example", kind);
        let now = failing.check("shop.example", &Known::default());
        assert_eq!(now.stage(), Stage::CouldNotTell);
        let tasks: Vec<_> = now.plan.tasks.iter().map(|task| task.id).collect();
        assert_eq!(tasks, [TaskId::AskAgain]);
        assert!(now.plan.tasks[0].publish.is_empty());
    }
}

#[test]
fn an_address_behind_a_glued_ruf_stays_there() {
    let text = "v=dmarc1 sp=x; rua=mailto:d@: ruf=ftp://x/,mailto:d@shop.example ";
    let world = zone(
        "shop.example. MX 5 mx.shop.example.\n",
        &[("_dmarc.shop.example", text)],
    );
    assert_eq!(
        violations(&world, "shop.example", &Known::default()),
        [""; 0]
    );
}

#[test]
fn no_record_begins_with_np() {
    for policy in ["none", "quarantine", "reject"] {
        for np in ["quarantine", "reject"] {
            for at in ["_dmarc.shop.example", "policy.hosted.example"] {
                let text = format!("v=dmarc1; np={np}; p={policy}");
                let alias = "_dmarc.shop.example. CNAME policy.hosted.example.\n";
                let lines = if at.starts_with('_') { "" } else { alias };
                let world = zone(lines, &[(at, &text), ("shop.example", "v=spf1 ")]);
                hold(world, "shop.example", None, Stage::Reject);
            }
        }
    }
}

#[test]
fn a_step_back_shows_once_the_policy_can_be_read() {
    let text = "v=DMARC1 ; t=y;sp=quarantin; rua=mailto: d@inbox.example; p=none: pct=abc\"";
    let world = zone("", &[("_dmarc.shop.example", text)]);
    assert_eq!(
        violations(&world, "shop.example", &Known::default()),
        [""; 0]
    );
}

#[test]
fn a_version_glued_to_a_term_hides_a_sender() {
    for term in ["exists:%{i}.vendor.example", "a:mx.shop.example"] {
        let spf = format!("v=spf1 v=spf1{term}");
        let world = zone(
            "",
            &[("_dmarc.shop.example", "v=DMARC1"), ("shop.example", &spf)],
        );
        assert_eq!(
            violations(&world, "shop.example", &Known::default()),
            [""; 0]
        );
    }
}

#[test]
fn a_second_lock_opens_no_name_below() {
    let texts = [
        ("_dmarc.news.shop.example", "v=DMARC1; p=reject"),
        ("_dmarc.made-up-7x3k.news.shop.example", "v=DMARC1; "),
        ("news.shop.example", "v=spf1 -all"),
    ];
    let world = zone("", &texts);
    hold(world, "news.shop.example", Some(false), Stage::Reject);
}

#[test]
fn a_version_that_stands_twice_is_found_and_taken_out() {
    for text in [
        "v=spf1 v=spf1v=spf1 a:mx.shop.example",
        "v=spf1 v=spf1v=spf1a:mx.shop.example -all",
        "v=spf1 v=spf1a:mx.shop.example",
        "v=spf1 x=yv=spf1 a:mx.shop.example -all",
        "v=spf1v=spf1 a:mx.shop.example -all",
    ] {
        let mx = "shop.example. MX 10 mx.shop.example.\n";
        let policy = ("_dmarc.shop.example", "v=DMARC1; p=none");
        let world = zone(mx, &[("shop.example", text), policy]);
        hold(world, "shop.example", None, Stage::Reject);
    }
}

#[test]
fn a_network_that_nobody_has_is_not_opened() {
    let fixed = |texts: &[&str]| {
        let texts: Vec<_> = texts.iter().map(|text| ("shop.example", *text)).collect();
        let world = zone("shop.example. MX 10 mx.shop.example.\n", &texts);
        assert_eq!(
            violations(&world, "shop.example", &Known::default()),
            [""; 0]
        );
        let plan = world.check("shop.example", &Known::default()).plan;
        plan.task(TaskId::FixSpf)?.publish.first()?.value.clone()
    };
    assert_eq!(fixed(&["v=spf1 ip4:128.0.0.0/1 mx mx", "v=spf1 "]), None);
    assert_eq!(
        fixed(&["v=spf1 ip4:64.0.0.0/2 mx -all", "v=spf1 mx -all"]),
        None
    );
    assert_eq!(fixed(&["v=spf1 mx,ip4:64.0.0.0/2 -all"]), None);
    // A vendor may have a network of this size.
    let merged = fixed(&["v=spf1 ip4:40.92.0.0/15 mx -all", "v=spf1 mx -all"]);
    assert_eq!(merged.unwrap(), "v=spf1 ip4:40.92.0.0/15 mx -all");
}

#[test]
fn a_lock_tightens_no_alignment_that_receivers_do_not_read() {
    let text = "p=none; v=DMARC1;\nsp=none, p=rejct, adkim=s";
    let world = zone("", &[("_dmarc.shop.example", text)]);
    hold(world, "shop.example", Some(false), Stage::Locked);
}

#[test]
fn a_report_address_moves_no_policy_below_a_record_of_the_suffix() {
    for above in [
        "v=DMARC1; p=none",
        "v=DMARC1;; rua=mailto:d@inbox.example, p=none",
    ] {
        let texts = [
            ("_dmarc.shop.example", "v=DMARC1; p=reject; sp=none"),
            ("_dmarc.example", above),
        ];
        let world = zone("", &texts);
        hold(world, "shop.example", None, Stage::Reject);
    }
}

#[test]
fn a_repair_keeps_the_policy_of_names_below_that_some_receivers_follow() {
    let text = " v=DMARC1rua=mailto:d@inbox.example sp=noneP=none";
    let texts = [
        ("_dmarc.shop.example", text),
        ("_dmarc.example", "v=DMARC1"),
    ];
    hold(zone("", &texts), "shop.example", None, Stage::Reject);
    let known = Known {
        subdomains_pass: Some(false),
        ..Known::default()
    };
    follow(zone("", &texts), "shop.example", &known).unwrap();
}

#[test]
fn strict_alignment_that_no_receiver_reads_is_for_the_owner_to_choose() {
    let text = "v=DMARC1 ; adkim=s: rua=https://shop.example/r; ruf=mailto:d@inbox.example; p=none";
    let world = zone(
        "",
        &[("_dmarc.shop.example", text), ("shop.example", "v=spf1 ")],
    );
    assert_eq!(
        violations(&world, "shop.example", &Known::default()),
        [""; 0]
    );
}
