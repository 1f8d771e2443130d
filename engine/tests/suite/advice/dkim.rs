//! DKIM is a task if DNS shows that it is missing, and a gate if DNS cannot show that.

use dmarc_engine::advice::TaskId;

use super::desk::{KEY, MAIL, gate, gates, plan, shop, task, tasks, unsigned};

/// An SPF record that names the domain's own host.
const SPF: &str = "v=spf1 mx -all";

/// A record with this policy, with reports that arrive.
fn record(policy: &str) -> String {
    format!("v=DMARC1; p={policy}; rua=mailto:d@shop.example")
}

/// The tasks at a policy, with these records below `_domainkey` and elsewhere.
fn at(policy: &str, rest: &str) -> Vec<String> {
    let zone = format!("{}{rest}", unsigned(&record(policy), SPF));
    let is_optional = |task: &String| task.starts_with("invented-names");
    let tasks = tasks(&plan("shop.example", &zone));
    tasks
        .into_iter()
        .filter(|task| !is_optional(task))
        .collect()
}

#[test]
fn reject_waits_where_nothing_is_signed_and_quarantine_does_not() {
    for keys in [
        "",
        "mail._domainkey.shop TXT \"v=DKIM1; p=\"\n",
        "mail._domainkey.shop TXT \"v=DKIM1; k=rsa; \
         p=MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBALvvrsfqaHlza7oQHq4YmfQjs0yVHxqKEqAq3WMnsJNxi2Kgdu5Bw1jh79obHLysUgcs09WRH/lDIpkBbhAhn8MCAwEAAQ==\"\n",
        "mail._domainkey.shop TXT \"v=DKIM1; k=ed25519; p=broken!\"\n",
    ] {
        assert_eq!(at("none", keys), ["set-up-dkim", "quarantine"], "{keys}");
        assert_eq!(
            at("quarantine", keys),
            ["set-up-dkim", "reject after set-up-dkim"],
            "{keys}"
        );
        assert_eq!(at("reject", keys), ["set-up-dkim"], "{keys}");
    }
    let first = format!("{MAIL}shop TXT \"{SPF}\"\n");
    assert_eq!(
        tasks(&plan("shop.example", &first)),
        ["set-up-dkim", "publish-record"]
    );
}

#[test]
fn the_policy_step_says_which_task_its_gate_is_met_by() {
    let plan = plan("shop.example", &unsigned(&record("none"), SPF));
    let passes = gate(&plan, TaskId::Quarantine, "dkim-passes");
    assert_eq!(passes.task, Some(TaskId::SetUpDkim));
    assert_eq!(task(&plan, TaskId::SetUpDkim).cures, ["dkim-none"]);
}

#[test]
fn a_key_at_a_selector_that_nobody_guesses_is_a_gate() {
    for keys in [
        format!("unheard-of._domainkey.shop TXT \"{KEY}\"\n"),
        format!("*._domainkey.shop TXT \"{KEY}\"\n"),
        "*.shop TXT \"v=spf1 -all\"\n".to_owned(),
    ] {
        assert_eq!(at("quarantine", &keys), ["reject"], "{keys}");
        let zone = format!("{}{keys}", unsigned(&record("quarantine"), SPF));
        let plan = plan("shop.example", &zone);
        let passes = gate(&plan, TaskId::Reject, "dkim-passes");
        assert_eq!((passes.task, passes.is_known), (None, None), "{keys}");
        assert!(
            passes.text.contains("DNS does not show it"),
            "{}",
            passes.text
        );
    }
}

#[test]
fn a_vendor_whose_selectors_are_empty_is_a_task_that_names_it() {
    let vendor = "_spf.mail-vendor TXT \"v=spf1 ip4:192.0.2.64/28 -all\"\n";
    let spf = "v=spf1 include:_spf.mail-vendor.example -all";
    let zone = format!("{}{vendor}", shop(&record("none"), spf));
    let plan = plan("shop.example", &zone);
    assert_eq!(
        tasks(&plan),
        [
            "set-up-dkim",
            "quarantine",
            "invented-names after quarantine"
        ]
    );
    assert!(task(&plan, TaskId::SetUpDkim).why.contains("Example Mail"));
    assert_eq!(gates(&plan, TaskId::SetUpDkim), ["vendor-signs"]);
    assert_eq!(task(&plan, TaskId::SetUpDkim).cures, ["sender-key-missing"]);
    let signs = gate(&plan, TaskId::Quarantine, "vendor-signs");
    assert_eq!(signs.task, Some(TaskId::SetUpDkim));

    let signed = format!("{zone}em1._domainkey.shop TXT \"{KEY}\"\n");
    let plan = super::desk::plan("shop.example", &signed);
    assert_eq!(
        tasks(&plan),
        ["quarantine", "invented-names after quarantine"]
    );
    assert!(!gates(&plan, TaskId::Quarantine).contains(&"vendor-signs"));
}

#[test]
fn a_vendor_without_keys_is_a_task_at_reject_as_well() {
    let vendor = "_spf.mail-vendor TXT \"v=spf1 ip4:192.0.2.64/28 -all\"\n";
    let spf = "v=spf1 include:_spf.mail-vendor.example -all";
    let zone = format!("{}{vendor}", shop(&record("reject"), spf));
    assert_eq!(tasks(&plan("shop.example", &zone)), ["set-up-dkim"]);
}

#[test]
fn a_name_that_shows_no_mail_needs_no_key() {
    let zone = format!("shop A 192.0.2.1\n_dmarc.shop TXT \"{}\"\n", record("none"));
    assert!(!tasks(&plan("shop.example", &zone)).contains(&"set-up-dkim".to_owned()));
}

/// A domain whose vendor is identified by its SPF record, with these keys.
fn with_vendor(policy: &str, keys: &str) -> String {
    let vendor = "_spf.mail-vendor TXT \"v=spf1 ip4:192.0.2.64/28 -all\"\n";
    let spf = "v=spf1 include:_spf.mail-vendor.example -all";
    format!("{}{vendor}{keys}", unsigned(&record(policy), spf))
}

#[test]
fn a_key_that_cannot_work_holds_the_plan_as_a_missing_one_does() {
    let good = KEY.strip_prefix("v=DKIM1; ").unwrap();
    let short = "k=rsa; p=MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBALvvrsfqaHlza7oQHq4YmfQjs0yVHxqKEqAq3WMnsJNxi2Kgdu5Bw1jh79obHLysUgcs09WRH/lDIpkBbhAhn8MCAwEAAQ==";
    let missing = tasks(&plan("shop.example", &with_vendor("quarantine", "")));
    for (text, says) in [
        (
            format!("v=DKIM1; {short}"),
            "has 512 bits; receivers require 1024",
        ),
        ("v=DKIM1; p=".to_owned(), "is revoked"),
        (
            format!("v=DKIM1\\\\; {good}"),
            "has backslashes in its record",
        ),
        (
            format!("\\\"v=DKIM1; {good}\\\""),
            "has quotation marks in its record",
        ),
        (
            format!("v=DKIM1; {}", short.split_at(100).0),
            "is cut off after",
        ),
        (format!("{KEY}; t=y"), "is in test mode (t=y)"),
        (format!("v=DKIM1; h=md5; {good}"), "allows no hash"),
    ] {
        let key = format!("em1._domainkey.shop TXT \"{text}\"\n");
        for policy in ["none", "quarantine"] {
            let plan = plan("shop.example", &with_vendor(policy, &key));
            let next = if policy == "none" {
                TaskId::Quarantine
            } else {
                TaskId::Reject
            };
            let signs = gate(&plan, next, "vendor-signs");
            assert!(
                signs.text.contains("Example Mail"),
                "{text}: {}",
                signs.text
            );
            let fault = format!("DNS shows no working key: the key at em1 {says}");
            assert!(signs.text.contains(&fault), "{text}: {}", signs.text);
            let listed = gate(&plan, TaskId::SetUpDkim, "vendor-signs");
            let fault = format!("Example Mail: The key at em1 {says}");
            assert!(listed.text.starts_with(&fault), "{text}: {}", listed.text);
        }
        let plan = plan("shop.example", &with_vendor("quarantine", &key));
        assert_eq!(tasks(&plan), missing, "{text}");
    }
    for (text, fix) in [
        (format!("{KEY}; t=y"), "Remove t=y from the record at em1"),
        (
            format!("v=DKIM1\\\\; {good}"),
            "Republish the record at em1 without backslashes.",
        ),
        (
            format!("v=DKIM1; {}", short.split_at(100).0),
            "Republish the record at em1 in full.",
        ),
        (
            "v=DKIM1; p=".to_owned(),
            "Set up DKIM for the domain at Example Mail.",
        ),
    ] {
        let key = format!("em1._domainkey.shop TXT \"{text}\"\n");
        let plan = plan("shop.example", &with_vendor("quarantine", &key));
        let listed = gate(&plan, TaskId::SetUpDkim, "vendor-signs");
        assert!(listed.text.contains(fix), "{text}: {}", listed.text);
    }
    // A second key that works removes the gate.
    let both =
        format!("em1._domainkey.shop TXT \"v=DKIM1; p=\"\nem2._domainkey.shop TXT \"{KEY}\"\n");
    let plan = plan("shop.example", &with_vendor("quarantine", &both));
    assert!(!gates(&plan, TaskId::Reject).contains(&"vendor-signs"));
}

#[test]
fn where_the_records_are_published_only_signing_is_to_be_turned_on() {
    let aliases = "em1._domainkey.shop CNAME em1.shop.dkim.mail-vendor\n\
                   em2._domainkey.shop CNAME em2.shop.dkim.mail-vendor\n";
    let plan = plan("shop.example", &with_vendor("quarantine", aliases));
    let signs = gate(&plan, TaskId::SetUpDkim, "vendor-signs");
    assert_eq!(
        signs.text,
        "Example Mail: The CNAME records at em1 and em2 lead to no key. Turn on DKIM signing for the domain at Example \
         Mail. Keep the published CNAME records."
    );
}
