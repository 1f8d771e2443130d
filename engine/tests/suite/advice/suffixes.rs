//! Policies that come from a registry, and registries themselves: no plan prescribes a record in their zones.

use dmarc_engine::advice::{Plan, TaskId};

use super::desk::{KEY, gates, moves, plan, published, records, task, tasks};

/// A customer below `hosted.example`, and a customer of `example`; the record of the first one's registry is at `at`.
fn zone(at: &str, tags: &str) -> String {
    let dmarc = if at.is_empty() {
        "_dmarc".to_owned()
    } else {
        format!("_dmarc.{at}")
    };
    format!(
        "shop.hosted MX 10 mx\nshop.hosted TXT \"v=spf1 mx -all\"\nmail._domainkey.shop.hosted TXT \"{KEY}\"\n\
         shop MX 10 mx\nshop TXT \"v=spf1 mx -all\"\nmail._domainkey.shop TXT \"{KEY}\"\n\
         mx A 192.0.2.1\nwww.shop.hosted MX 10 mx\nhosted A 192.0.2.2\n{dmarc} TXT \"v=DMARC1; {tags}\"\n"
    )
}

/// The records of each option that the owner can choose.
#[track_caller]
fn ways(plan: &Plan) -> Vec<Vec<String>> {
    let task = task(plan, TaskId::OwnRecord);
    assert!(task.publish.is_empty());
    task.options
        .iter()
        .map(|way| records(&way.publish))
        .collect()
}

#[test]
fn below_a_rejecting_registry_every_way_is_named() {
    for (at, domain) in [("hosted", "shop.hosted.example"), ("", "shop.example")] {
        for (tags, psd) in [("p=reject; psd=y", ""), ("p=reject", "; psd=n")] {
            let plan = plan(domain, &zone(at, tags));
            assert_eq!(tasks(&plan), ["own-record"], "{domain} {tags}");
            let value = |policy: &str| {
                format!(
                    "_dmarc.{domain} TXT v=DMARC1; p={policy}; rua=mailto:dmarc-reports@{domain}{psd} (address)"
                )
            };
            assert_eq!(
                ways(&plan),
                [[value("reject")], [value("none")]],
                "{domain} {tags}"
            );
            let options = &task(&plan, TaskId::OwnRecord).options;
            let ids = |place: usize| {
                options[place]
                    .gates
                    .iter()
                    .map(|gate| gate.id)
                    .collect::<Vec<_>>()
            };
            assert!(
                ids(0).contains(&"own-logs") && ids(0).contains(&"dkim-passes"),
                "{:?}",
                ids(0)
            );
            assert!(ids(1).contains(&"less-is-asked"), "{:?}", ids(1));
        }
    }
}

#[test]
fn below_a_milder_registry_one_record_asks_for_the_same() {
    for (tags, value) in [
        (
            "p=quarantine; psd=y",
            "p=quarantine; rua=mailto:dmarc-reports@shop.hosted.example",
        ),
        (
            "p=quarantine",
            "p=quarantine; rua=mailto:dmarc-reports@shop.hosted.example; psd=n",
        ),
        (
            "p=none; psd=y",
            "p=none; rua=mailto:dmarc-reports@shop.hosted.example",
        ),
        (
            "p=none",
            "p=none; rua=mailto:dmarc-reports@shop.hosted.example; psd=n",
        ),
    ] {
        let plan = plan("shop.hosted.example", &zone("hosted", tags));
        assert_eq!(
            published(&plan, TaskId::OwnRecord),
            [format!(
                "_dmarc.shop.hosted.example TXT v=DMARC1; {value} (address)"
            )],
            "{tags}"
        );
    }
}

#[test]
fn what_rises_at_receivers_on_rfc_7489_is_said_and_gated() {
    let plan = plan(
        "shop.hosted.example",
        &zone("hosted", "p=quarantine; psd=y"),
    );
    let moves = moves(&task(&plan, TaskId::OwnRecord).movement);
    let expected = "shop.hosted.example this rfc7489: no-dmarc to quarantine".to_owned();
    assert!(moves.contains(&expected), "{moves:?}");
    let gates = gates(&plan, TaskId::OwnRecord);
    for needed in [
        "own-logs",
        "dkim-passes",
        "mailing-lists",
        "subdomain-senders",
    ] {
        assert!(gates.contains(&needed), "{needed}: {gates:?}");
    }
}

#[test]
fn a_name_below_the_registered_one_is_sent_there() {
    for tags in ["p=reject; psd=y", "p=reject"] {
        let plan = plan("www.shop.hosted.example", &zone("hosted", tags));
        assert_eq!(tasks(&plan), ["own-record"], "{tags}");
        assert!(task(&plan, TaskId::OwnRecord).publish.is_empty(), "{tags}");
        assert_eq!(
            plan.check.as_ref().unwrap().as_str(),
            "shop.hosted.example",
            "{tags}"
        );
    }
}

#[test]
fn nothing_is_published_in_the_registrys_zone() {
    for at in ["", "hosted"] {
        for tags in [
            "p=none",
            "p=quarantine",
            "p=reject",
            "p=reject; psd=y",
            "p=none; psd=y",
        ] {
            for domain in [
                "shop.example",
                "shop.hosted.example",
                "www.shop.hosted.example",
            ] {
                let plan = plan(domain, &zone(at, tags));
                let ways = plan
                    .tasks
                    .iter()
                    .flat_map(|task| task.options.iter().chain(&task.alternative));
                let all = plan.tasks.iter().flat_map(|task| &task.publish);
                for record in all.chain(ways.flat_map(|way| &way.publish)) {
                    let name = record.name.as_str();
                    assert!(
                        name.ends_with(&format!(".{domain}")),
                        "{tags} {domain}: {name}"
                    );
                }
            }
        }
    }
}

#[test]
fn a_suffix_itself_is_told_what_a_registry_does() {
    for domain in ["hosted.example", "example"] {
        for tags in ["p=reject; psd=y", "p=none"] {
            let at = domain.strip_suffix(".example").unwrap_or_default();
            let plan = plan(domain, &zone(at, tags));
            assert_eq!(tasks(&plan), <[&str; 0]>::default(), "{domain} {tags}");
            for part in ["psd=y", "10.2", "failure reports"] {
                assert!(plan.summary.contains(part), "{part}: {}", plan.summary);
            }
        }
    }
}
