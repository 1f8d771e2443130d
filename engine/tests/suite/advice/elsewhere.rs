//! The record belongs at, or comes from, another name: only changes to the owner's own names are prescribed.

use dmarc_engine::advice::{Plan, TaskId};
use dmarc_engine::domain::DomainName;

use super::desk::{KEY, MAIL, gates, plan, published, task, tasks};

/// A domain that sends, a subdomain that sends as well, and one that only has an address.
fn shop(lines: &str) -> String {
    let key = |at: &str| format!("mail._domainkey.{at} TXT \"{KEY}\"\n");
    format!(
        "{MAIL}shop TXT \"v=spf1 mx -all\"\n{}news.shop MX 10 mx.shop\nnews.shop TXT \"v=spf1 mx -all\"\n{}\
         www.shop A 192.0.2.2\nblog.shop CNAME www.shop\n{lines}",
        key("shop"),
        key("news.shop")
    )
}

/// The other name that a plan refers the owner to.
fn check(plan: &Plan) -> Option<&str> {
    plan.check.as_ref().map(DomainName::as_str)
}

#[test]
fn without_a_record_it_belongs_at_the_registered_name() {
    for name in ["news.shop.example", "www.shop.example"] {
        let plan = plan(name, &shop(""));
        assert_eq!(tasks(&plan), ["publish-record"], "{name}");
        assert!(
            task(&plan, TaskId::PublishRecord).publish.is_empty(),
            "{name}"
        );
        assert_eq!(check(&plan), Some("shop.example"), "{name}");
    }
    let plan = plan("shop.example", &shop(""));
    assert_eq!(check(&plan), None);
    assert!(!published(&plan, TaskId::PublishRecord).is_empty());
}

#[test]
fn a_name_that_inherits_leads_to_where_its_policy_is() {
    for tags in [
        "p=none",
        "p=none; sp=reject",
        "p=none; np=reject",
        "p=reject",
        "p=quarantine; sp=none",
    ] {
        let zone = shop(&format!(
            "_dmarc.shop TXT \"v=DMARC1; {tags}; rua=mailto:d@shop.example\"\n"
        ));
        for name in ["www.shop.example", "blog.shop.example"] {
            let plan = plan(name, &zone);
            assert_eq!(tasks(&plan), <[&str; 0]>::default(), "{tags} {name}");
            assert_eq!(check(&plan), Some("shop.example"));
            assert!(
                plan.summary.contains("shop.example applies"),
                "{}",
                plan.summary
            );
        }
    }
}

#[test]
fn a_record_of_its_own_asks_for_what_is_asked_today() {
    for (tags, asked) in [
        ("p=none", "none"),
        ("p=none; sp=reject", "reject"),
        ("p=none; np=reject", "none"),
        ("p=reject; sp=quarantine", "quarantine"),
        ("p=reject", "reject"),
    ] {
        let zone = shop(&format!(
            "_dmarc.shop TXT \"v=DMARC1; {tags}; rua=mailto:d@shop.example\"\n"
        ));
        let plan = plan("news.shop.example", &zone);
        assert_eq!(tasks(&plan), ["own-record"], "{tags}");
        let value = format!("v=DMARC1; p={asked}; rua=mailto:dmarc-reports@news.shop.example");
        assert_eq!(
            published(&plan, TaskId::OwnRecord),
            [format!("_dmarc.news.shop.example TXT {value} (address)")],
            "{tags}"
        );
        let task = task(&plan, TaskId::OwnRecord);
        assert!(task.movement.0.is_empty(), "{tags}: {:?}", task.movement);
        let apart = task.alternative.as_ref().unwrap();
        assert_eq!(
            apart.publish[0].value,
            Some(format!("{value}; psd=n")),
            "{tags}"
        );
        assert_eq!(check(&plan), Some("shop.example"));
    }
}

#[test]
fn nothing_is_prescribed_for_names_that_do_not_exist() {
    let zone = shop("_dmarc.shop TXT \"v=DMARC1; p=none; np=reject; rua=mailto:d@shop.example\"\n");
    for (name, other) in [
        ("made-up.shop.example", Some("shop.example")),
        ("gone.example", None),
        ("a.gone.example", Some("gone.example")),
    ] {
        let plan = plan(name, &zone);
        assert_eq!((tasks(&plan), check(&plan)), (Vec::new(), other), "{name}");
        assert!(plan.summary.contains("does not exist"), "{}", plan.summary);
    }
}

#[test]
fn where_only_a_subdomain_has_a_record_the_organization_gets_one() {
    let zone = |tags: &str| {
        shop(&format!(
            "_dmarc.news.shop TXT \"v=DMARC1; {tags}; rua=mailto:d@news.shop.example\"\n"
        ))
    };
    let above =
        "_dmarc.shop.example TXT v=DMARC1; p=none; rua=mailto:dmarc-reports@shop.example (address)";
    let plan = plan("news.shop.example", &zone("p=reject"));
    assert_eq!(tasks(&plan), ["organization-record"]);
    // Names below it depend on its record, so the record remains.
    assert_eq!(
        published(&plan, TaskId::OrganizationRecord),
        [
            "_dmarc.news.shop.example TXT v=DMARC1; p=reject; rua=mailto:d@news.shop.example; psd=n",
            above
        ]
    );
    assert_eq!(
        gates(&plan, TaskId::OrganizationRecord),
        ["report-mailbox", "no-other-record"]
    );
    let falls = task(&plan, TaskId::OrganizationRecord)
        .movement
        .falls()
        .count();
    assert_eq!(falls, 0);
    let plan = super::desk::plan("news.shop.example", &zone("p=quarantine; psd=n"));
    assert_eq!(published(&plan, TaskId::OrganizationRecord), [above]);
}

#[test]
fn a_record_below_that_of_the_organization_goes_its_own_road() {
    let zone = shop(
        "_dmarc.news.shop TXT \"v=DMARC1; p=none; rua=mailto:d@shop.example\"\n\
         _dmarc.shop TXT \"v=DMARC1; p=reject; rua=mailto:d@shop.example\"\n",
    );
    let plan = plan("news.shop.example", &zone);
    assert_eq!(tasks(&plan), ["quarantine"]);
    assert_eq!(
        published(&plan, TaskId::Quarantine),
        ["_dmarc.news.shop.example TXT v=DMARC1; p=quarantine; rua=mailto:d@shop.example"]
    );
    assert!(!gates(&plan, TaskId::Quarantine).contains(&"subdomain-senders"));
}
