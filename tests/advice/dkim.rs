//! DKIM is a task where DNS shows that it is missing, and a gate where it cannot show that.

use dmarc_checker::advice::TaskId;

use super::desk::{KEY, MAIL, gate, gates, plan, shop, task, tasks, unsigned};

/// An SPF record that names the domain's own host.
const SPF: &str = "v=spf1 mx -all";

/// The record of a policy, with reports that arrive.
fn record(policy: &str) -> String {
    format!("v=DMARC1; p={policy}; rua=mailto:d@shop.example")
}

/// The tasks at a policy, with this below `_domainkey` and around.
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
        "mail._domainkey.shop TXT \"v=DKIM1; k=rsa; p=MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBALvvrsfqaHlza7oQHq4YmfQjs0yVHxqKEqAq3WMnsJNxi2Kgdu5Bw1jh79obHLysUgcs09WRH/lDIpkBbhAhn8MCAwEAAQ==\"\n",
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
