//! How the owner's statements settle gates and tasks.

use dmarc_engine::advice::{Known, OwnerQuestion, Plan, TaskId};

use super::desk::{
    KEY, MAIL, gate, gates, plan, plan_knowing, published, reported, shop, task, tasks, unsigned,
};

/// The plan for a zone with the owner's statements.
fn told(zone: &str, say: impl FnOnce(&mut Known)) -> Plan {
    let mut known = Known::default();
    say(&mut known);
    plan_knowing("shop.example", zone, &known)
}

#[test]
fn nothing_is_for_those_who_do_not_run_the_domain() {
    for zone in [
        reported("p=none"),
        MAIL.to_owned(),
        "shop TXT \"v=spf1 -all\"\n".to_owned(),
    ] {
        let plan = told(&zone, |known| known.runs_domain = Some(false));
        assert_eq!(tasks(&plan), <[&str; 0]>::default());
        assert!(plan.summary.contains("shop.example"), "{}", plan.summary);
        let own = told(&zone, |known| known.runs_domain = Some(true));
        assert_eq!(own, super::desk::plan("shop.example", &zone));
    }
}

#[test]
fn a_domain_that_sends_is_not_locked_and_one_that_does_not_is() {
    let unused = "shop TXT \"v=spf1 -all\"\n";
    assert_eq!(tasks(&plan("shop.example", unused)), ["lock"]);
    let sends = told(unused, |known| known.sends = Some(true));
    assert_eq!(tasks(&sends), ["set-up-dkim", "publish-record"]);
    assert_eq!(task(&sends, TaskId::PublishRecord).alternative, None);
    let unknown = "shop TXT \"hello\"\n A 192.0.2.1\n";
    assert_eq!(tasks(&plan("shop.example", unknown)), ["publish-record"]);
    let silent = told(unknown, |known| known.sends = Some(false));
    assert_eq!(tasks(&silent), ["lock"]);
    assert_eq!(
        gate(&silent, TaskId::Lock, "nobody-sends").is_known,
        Some(true)
    );
    assert_eq!(
        published(&silent, TaskId::Lock),
        [
            "_dmarc.shop.example TXT v=DMARC1; p=reject",
            "shop.example TXT v=spf1 -all",
            "shop.example MX 0 .",
            "*._domainkey.shop.example TXT v=DKIM1; p="
        ]
    );
}

#[test]
fn mailing_lists_decide_what_is_named_first() {
    let zone = reported("p=quarantine");
    for posts in [true, false] {
        let plan = told(&zone, |known| known.posts_to_lists = Some(posts));
        let title = &task(&plan, TaskId::Reject).title;
        assert_eq!(title.starts_with("Stay at quarantine"), posts, "{title}");
        assert_eq!(
            gate(&plan, TaskId::Reject, "mailing-lists").is_known,
            Some(!posts)
        );
    }
}

#[test]
fn dkim_that_the_owner_knows_of_needs_no_task() {
    for policy in ["quarantine", "reject"] {
        let zone = unsigned(
            &format!("v=DMARC1; p={policy}; rua=mailto:d@shop.example"),
            "v=spf1 mx -all",
        );
        assert!(
            plan("shop.example", &zone)
                .task(TaskId::SetUpDkim)
                .is_some()
        );
        let plan = told(&zone, |known| known.dkim_confirmed = Some(true));
        assert_eq!(plan.task(TaskId::SetUpDkim), None, "{policy}");
        if policy == "quarantine" {
            assert!(task(&plan, TaskId::Reject).waits_for.is_empty());
            assert_eq!(
                gate(&plan, TaskId::Reject, "dkim-passes").is_known,
                Some(true)
            );
        } else {
            assert_eq!(tasks(&plan), ["keep"]);
        }
    }
}

#[test]
fn a_vendor_that_signs_is_said_by_name() {
    let vendor = "_spf.mail-vendor TXT \"v=spf1 ip4:192.0.2.64/28 -all\"\n";
    let spf = "v=spf1 include:_spf.mail-vendor.example -all";
    let zone = format!(
        "{}{vendor}",
        shop("v=DMARC1; p=none; rua=mailto:d@shop.example", spf)
    );
    let signs = told(&zone, |known| {
        known.dkim_confirmed_at = vec!["Example Mail".to_owned()];
    });
    assert_eq!(signs.task(TaskId::SetUpDkim), None);
    assert_eq!(
        gate(&signs, TaskId::Quarantine, "vendor-signs").is_known,
        Some(true)
    );
    let other = told(&zone, |known| {
        known.dkim_confirmed_at = vec!["Example CRM".to_owned()];
    });
    assert!(other.task(TaskId::SetUpDkim).is_some());
    assert_eq!(
        gate(&other, TaskId::Quarantine, "vendor-signs").is_known,
        None
    );
}

#[test]
fn days_of_reports_are_counted_up_to_a_month() {
    for (days, holds) in [(0, false), (30, false), (31, true), (400, true)] {
        let plan = told(&reported("p=none"), |known| {
            known.days_of_reports = Some(days);
        });
        assert_eq!(
            gate(&plan, TaskId::Quarantine, "month-of-reports").is_known,
            Some(holds),
            "{days}"
        );
    }
}

#[test]
fn subdomains_that_pass_close_their_gate() {
    let zone = reported("p=quarantine; sp=none");
    for pass in [true, false] {
        let plan = told(&zone, |known| known.subdomains_pass = Some(pass));
        assert_eq!(
            gate(&plan, TaskId::Subdomains, "subdomain-senders").is_known,
            Some(pass)
        );
    }
}

#[test]
fn a_report_address_fills_the_blank() {
    let address =
        |known: &mut Known| known.report_address = Some("reports@tool.example".to_owned());
    let first = format!("{MAIL}shop TXT \"v=spf1 mx -all\"\nmail._domainkey.shop TXT \"{KEY}\"\n");
    let alias = format!("{first}_dmarc.shop CNAME gone.vendor\n");
    let none = shop("v=DMARC1; p=none", "v=spf1 mx -all");
    let broken = shop("v=DMARC1", "v=spf1 mx -all");
    let cases = [
        (first, TaskId::PublishRecord),
        (alias, TaskId::RemoveAlias),
        (none, TaskId::ReceiveReports),
        (broken, TaskId::RepairRecord),
    ];
    for (zone, id) in cases {
        let plan = told(&zone, address);
        assert_eq!(
            published(&plan, id).last().unwrap(),
            "_dmarc.shop.example TXT v=DMARC1; p=none; rua=mailto:reports@tool.example",
            "{zone}"
        );
        assert!(!gates(&plan, id).contains(&"report-mailbox"), "{zone}");
    }
}

#[test]
fn a_question_is_asked_once_and_only_where_its_answer_changes_the_plan() {
    let unknown = "shop TXT \"hello\"\n A 192.0.2.1\nhosted A 192.0.2.1\n";
    let registry = format!("{unknown}_dmarc.hosted TXT \"v=DMARC1; p=none\"\n");
    let used = reported("p=none");
    for (domain, zone, asked) in [
        ("shop.example", unknown, Some(OwnerQuestion::Sends)),
        ("shop.example", "shop TXT \"v=spf1 -all\"\n", None),
        ("shop.example", MAIL, None),
        ("shop.example", &used, None),
        ("hosted.example", unknown, Some(OwnerQuestion::IsRegistry)),
        ("hosted.example", &registry, Some(OwnerQuestion::IsRegistry)),
        ("example", unknown, None),
        ("gone.example", unknown, None),
    ] {
        let ask = |known: &Known| plan_knowing(domain, zone, known);
        let plan = ask(&Known::default());
        assert_eq!(plan.question, asked, "{domain}: {zone}");
        let not_run = OwnerQuestion::RunsDomain.answered(&Known::default(), Some(false));
        assert_eq!(ask(&not_run).question, None, "{domain}: {zone}");
        let Some(question) = asked else { continue };
        let answered = [true, false].map(|answer| {
            let known = question.answered(&Known::default(), Some(answer));
            assert_eq!(known.told().collect::<Vec<_>>(), [(question, answer)]);
            assert_eq!(question.answered(&known, None), Known::default());
            let plan = ask(&known);
            assert_ne!(plan.question, asked, "{domain}: {zone}");
            tasks(&plan).join(" ")
        });
        assert_ne!(answered[0], answered[1], "{domain}: {zone}");
    }
}

#[test]
fn every_answer_has_words_of_its_own() {
    let mut said = Vec::new();
    for question in OwnerQuestion::ALL {
        said.push(question.about("shop.example"));
        said.extend([true, false].map(|answer| question.statement(answer, "shop.example")));
        said.extend(question.labels().map(str::to_owned));
    }
    let count = said.len();
    said.sort();
    said.dedup();
    assert_eq!(said.len(), count);
}
