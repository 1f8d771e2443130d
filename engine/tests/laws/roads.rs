//! Followed task by task, every road ends, and returns to no earlier stage.

use dmarc_engine::advice::{Known, Stage};

use super::follow::follow;
use super::grid::shop;
use super::judge::INBOX;
use super::world::{KEY, World};

/// The tasks on the road from a world, and its final stage.
#[track_caller]
fn road(world: World, domain: &str, expected: &[&str], end: Stage) {
    match follow(world, domain, &Known::default()) {
        Ok((done, stage)) => assert_eq!((done.as_slice(), stage), (expected, end)),
        Err(wrong) => panic!("{wrong}"),
    }
}

#[test]
fn the_whole_road_of_a_domain_that_sends() {
    let world = World::new(&format!(
        "{INBOX}shop.example. MX 10 mx.shop.example.\nmx.shop.example. A 192.0.2.1\n"
    ))
    .with("shop.example", "v=spf1 mx -all")
    .with("mail._domainkey.shop.example", KEY);
    road(
        world,
        "shop.example",
        &["publish-record", "quarantine", "reject"],
        Stage::Reject,
    );
}

#[test]
fn roads_of_records_that_are_half_way() {
    for (record, expected) in [
        (
            "v=DMARC1; p=none",
            &["receive-reports", "quarantine", "reject"][..],
        ),
        (
            "v=DMARC1; p=none; sp=none; rua=mailto:d@shop.example",
            &["quarantine", "subdomains", "reject", "subdomains"],
        ),
        (
            "v=DMARC1; p=quarantine; pct=20; rua=mailto:d@shop.example",
            &["end-ramp", "reject"],
        ),
        (
            "v=DMARC1; p=reject; t=y; rua=mailto:d@shop.example",
            &["end-ramp"],
        ),
        (
            "v=DMARC1; p=quarantine; sp=none; rua=mailto:d@shop.example",
            &["subdomains", "reject", "subdomains"],
        ),
        ("v=DMARC1; p=reject", &["receive-reports"]),
    ] {
        road(shop(record), "shop.example", expected, Stage::Reject);
    }
}

#[test]
fn unused_domains_are_locked_at_once() {
    let world = World::new(&format!("{INBOX}shop.example. A 192.0.2.1\n"))
        .with("shop.example", "v=spf1 -all");
    road(world.clone(), "shop.example", &["lock"], Stage::Locked);
    let half = world.with(
        "_dmarc.shop.example",
        "v=DMARC1; p=none; sp=none; rua=mailto:d@inbox.example",
    );
    road(half, "shop.example", &["lock"], Stage::Locked);
}
