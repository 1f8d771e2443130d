//! Broken, duplicate and unusual records: the laws hold, and every road ends.

use dmarc_engine::advice::Known;

use super::follow::follow;
use super::grid::{SHOP, shop};
use super::judge::{INBOX, violations};
use super::world::{KEY, World};

/// Records with one mistake.
const SLIPS: &[&str] = &[
    "v=DMARC1; p=rejct; rua=mailto:d@shop.example",
    "v=DMARC1; p=rejct",
    "v=DMARC1; p=quarantin; rua=mailto:d@shop.example",
    "v=DMARC1; p=reject; sp=rejct; rua=mailto:d@shop.example",
    "v=DMARC1; p=reject; np=rejct; rua=mailto:d@shop.example",
    "v=DMARC1; p=quarantine; np=x; rua=mailto:d@shop.example",
    "v=DMARC1; p=none; sp=x; rua=mailto:d@shop.example",
    "v=DMARC1; sp=reject; rua=mailto:d@shop.example",
    "v=DMARC1; rua=mailto:d@shop.example",
    "v=DMARC1",
    "v=DMARC1; p=",
    "v=DMARC1; p=reject; p=none; rua=mailto:d@shop.example",
    "v=DMARC1; p=none; p=reject; rua=mailto:d@shop.example",
    "v=DMARC1; p=reject; p=reject; rua=mailto:d@shop.example",
    "v=DMARC1; p=quarantine; sp=none; sp=reject; rua=mailto:d@shop.example",
    "v=DMARC1; p=none; v=DMARC1; p=reject; rua=mailto:d@shop.example",
    "v=DMARC1; p=reject; rua=mailto:d@shop.example; rua=mailto:e@shop.example",
    "v=DMARC1 p=reject rua=mailto:d@shop.example",
    "v=DMARC1; p=reject rua=mailto:d@shop.example",
    "v=DMARC1; p=none; fo=1;\nrua=mailto:d@shop.example",
    "v=DMARC1; p=reject;\nsp=none; rua=mailto:d@shop.example",
    "v=DMARC1; p=reject;\nrua=mailto:d@shop.example",
    "\"v=DMARC1; p=quarantine; rua=mailto:d@shop.example\"",
    " v=DMARC1; p=reject; rua=mailto:d@shop.example",
    "v=dmarc1; p=reject; rua=mailto:d@shop.example",
    "v=DMARC; p=quarantine; rua=mailto:d@shop.example",
    "v=DMARC1: p=none; rua=mailto:d@shop.example",
    "p=reject; v=DMARC1; rua=mailto:d@shop.example",
    "=DMARC1; p=reject; rua=mailto:d@shop.example",
    "v=DMARC1; p=reject; rua=d@shop.example",
    "v=DMARC1; p=none; rua=d@shop.example; ruf=d@shop.example",
    "v=DMARC1; p=none; rua=mailto: d@shop.example",
    "v=DMARC1; p=none; rua=mailto:mailto:d@shop.example",
    "v=DMARC1; p=none; rua=mailto:Postmaster <d@shop.example>",
    "v=DMARC1; p=none; rua=mailto:d@shop.example / mailto:e@shop.example",
    "v=DMARC1; p=none; rua=mailto:d@shop.example; mailto:e@shop.example",
    "v=DMARC1; p=none; rua=javascript:alert(1)",
    "v=DMARC1; p=nonr; rua=javascript:alert(1)",
    "v=DMARC1; p=reject; rua=ftp://x/,mailto:d@shop.example,https://x.example/",
    "v=DMARC1; p=reject; rua=mailto:d@shop.example!10m",
    "v=DMARC1; p=reject; rua=; ruf=;",
    "v=DMARC1; p=quarantine; adkim=x; aspf=y; rua=mailto:d@shop.example",
    "v=DMARC1; p=quarantine; adkim=s; aspf=s; rua=mailto:d@shop.example",
    "v=DMARC1; p=reject; psd=x; rua=mailto:d@shop.example",
    "v=DMARC1; p=reject; psd=n; rua=mailto:d@shop.example",
    "v=DMARC1; p=reject; t=x; pct=abc; rua=mailto:d@shop.example",
    "v=DMARC1;p=none;pct100;rua=mailto:d@shop.example",
    "v=DMARC1; p=none; rf=afrf; ri=3600; fo=1; pct=100; rua=mailto:d@shop.example",
    "v=DMARC1; p=none; np=reject; pct=0; rua=mailto:d@shop.example",
    "v=DMARC1; P=QUARANTINE; rua=mailto:d@shop.example",
    "v=DMARC1\u{ff1b} p=reject\u{ff1b} rua=mailto:d@shop.example",
    "v=DMARC1; p=\u{201c}reject\u{201d}; rua=mailto:d@shop.example",
    "v=DMARC1; p=none; rua=mailto:d@cold.example,mailto:d@shop.example",
    "v=DMARC1; p=reject; rua=mailto:d@silent.example,mailto:d@cold.example",
    // A tag that receivers ignore, in a record whose intended meaning is unclear.
    "v=DMARC1;\nsp=quarantine;rua=mailto:d@silent.example; p =reject;",
    "v=DMARC1; p=Reject;; rua=, sp=: p=quarantine p =none",
    "v=dmarc1: rua=mailto:d@cold.example;; rua=mailto:d@cold.example mailto:d@shop.example;\npsd=y ",
    "p=none; v=DMARC1; psd=y; rua=mailto:d@shop.example",
    "v=DMARC1; rua=mailto:d@shop.example;; pct100: p=none; p=quarantine;\nruf=mailto:d@cold.example ",
];

/// Pairs of records at one name.
const PAIRS: &[[&str; 2]] = &[
    [
        "v=DMARC1; p=reject; rua=mailto:d@shop.example",
        "v=DMARC1; p=none",
    ],
    [
        "v=DMARC1; p=reject",
        "v=DMARC1; p=reject; rua=mailto:d@shop.example",
    ],
    [
        "v=DMARC1; p=reject; rua=mailto:d@shop.example",
        "v=DMARC1; p=",
    ],
    ["v=DMARC1", "v=DMARC1; p=none;"],
    [
        "v=DMARC1; p=none; rua=d@shop.example",
        "v=DMARC1; p=none; rua=mailto:e@shop.example",
    ],
    [
        "v=DMARC1; p=quarantine; rua=mailto:d@shop.example",
        "v=DMARC1; p=none; p=none",
    ],
    [
        "v=DMARC1; p=reject; rua=mailto:d@shop.example",
        "v=spf1 -all",
    ],
    [
        "v=DMARC1; p=reject; rua=mailto:d@shop.example",
        "v=DMARC1 p=none",
    ],
];

/// Collects violations in the plans for some worlds, and along the roads from them.
fn hold(worlds: Vec<(String, World, &'static str)>) {
    let mut wrong = Vec::new();
    for (what, world, domain) in worlds {
        let found = violations(&world, domain, &Known::default());
        if found.is_empty() {
            wrong.extend(
                follow(world, domain, &Known::default())
                    .err()
                    .map(|found| format!("{what}: on the road {found}")),
            );
        }
        wrong.extend(found.into_iter().map(|found| format!("{what}: {found}")));
    }
    assert!(
        wrong.is_empty(),
        "{} violations:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn records_with_slips() {
    let worlds = SLIPS
        .iter()
        .map(|record| ((*record).to_owned(), shop(record), "shop.example"));
    hold(worlds.collect());
}

#[test]
fn two_records() {
    let worlds = PAIRS.iter().map(|[one, other]| {
        let world = shop(one).with("_dmarc.shop.example", other);
        (format!("{one} + {other}"), world, "shop.example")
    });
    hold(worlds.collect());
}

#[test]
fn names_whose_policy_is_elsewhere() {
    let mail = "MX 10 mx.shop.example.";
    let below = |suffix: &str, record: &str, name: &'static str| {
        let world = World::new(&format!("{INBOX}{SHOP}{name}. {mail}\n"))
            .with(name, "v=spf1 mx -all")
            .with(&format!("_dmarc.{suffix}"), record);
        (format!("{name} below {record} at {suffix}"), world, name)
    };
    let mut worlds = Vec::new();
    for policy in ["none", "quarantine", "reject"] {
        for psd in ["", "; psd=y", "; psd=n"] {
            let record = format!("v=DMARC1; p={policy}; rua=mailto:d@inbox.example{psd}");
            worlds.push(below("hosted.example", &record, "user.hosted.example"));
            worlds.push(below("bank", &record, "brand.bank"));
            worlds.push(below("bank", &record, "news.brand.bank"));
            worlds.push(below("shop.example", &record, "dept.shop.example"));
            worlds.push(below("dept.shop.example", &record, "dept.shop.example"));
            worlds.push(below("dept.shop.example", &record, "lab.dept.shop.example"));
        }
    }
    for record in [
        "v=DMARC1; p=none; sp=reject",
        "v=DMARC1; p=reject; sp=none",
        "v=DMARC1; p=rejct",
    ] {
        worlds.push(below("shop.example", record, "dept.shop.example"));
        let (what, world, name) = below("shop.example", record, "dept.shop.example");
        let own = world.with(
            "_dmarc.dept.shop.example",
            "v=DMARC1; p=quarantine; sp=none; np=reject",
        );
        worlds.push((format!("{what}, own"), own, name));
        let (what, world, name) = below("shop.example", record, "dept.shop.example");
        let two = world
            .with("_dmarc.dept.shop.example", "v=DMARC1; p=none")
            .with("_dmarc.dept.shop.example", "v=DMARC1; p=reject");
        worlds.push((format!("{what}, two of its own"), two, name));
    }
    hold(worlds);
}

#[test]
fn aliases() {
    let zone = |lines: &str| {
        World::new(&format!("{INBOX}{SHOP}{lines}"))
            .with("shop.example", "v=spf1 mx -all")
            .with("mail._domainkey.shop.example", KEY)
    };
    let own = zone("_dmarc.shop.example. CNAME policy.shop.example.\n");
    let hosted = zone("_dmarc.shop.example. CNAME shop.vendor.example.\n");
    let worlds = vec![
        (
            "own zone".to_owned(),
            own.with(
                "policy.shop.example",
                "v=DMARC1; p=none; rua=mailto:d@shop.example",
            ),
            "shop.example",
        ),
        (
            "hosted".to_owned(),
            hosted.clone().with(
                "shop.vendor.example",
                "v=DMARC1; p=none; rua=mailto:d@shop.example",
            ),
            "shop.example",
        ),
        (
            "hosted, broken".to_owned(),
            hosted.clone().with(
                "shop.vendor.example",
                "v=DMARC1; p=rejct; rua=mailto:d@shop.example",
            ),
            "shop.example",
        ),
        ("to nothing".to_owned(), hosted, "shop.example"),
        (
            "to the apex".to_owned(),
            zone("_dmarc.shop.example. CNAME shop.example.\n"),
            "shop.example",
        ),
        (
            "a wildcard".to_owned(),
            zone("*.shop.example. CNAME shop.example.\n"),
            "shop.example",
        ),
        (
            "a wildcard text".to_owned(),
            zone("").with("*.shop.example", "v=DMARC1; p=quarantine"),
            "shop.example",
        ),
        (
            "a wildcard address".to_owned(),
            zone("*.shop.example. A 192.0.2.7\n").with(
                "_dmarc.shop.example",
                "v=DMARC1; p=none; rua=mailto:d@shop.example",
            ),
            "shop.example",
        ),
    ];
    hold(worlds);
}

#[test]
fn senders_without_dkim_or_with_broken_spf() {
    let mut worlds = Vec::new();
    for policy in ["none", "quarantine", "reject"] {
        let record = format!("v=DMARC1; p={policy}; rua=mailto:d@shop.example");
        for spf in [
            "v=spf1 mx -all",
            "v=spf1 mx +all",
            "v=spf1 +all",
            "v=spf1 all",
            "v=spf1 ip4:0.0.0.0/1 ip4:128.0.0.0/1 -all",
            "v=spf1 mx ~ all",
            "v=spf1 mx ip4:192.0.2.1-all",
            "v=spf1 mx include:gone.example -all",
            "v=spf1 include:gone.example -all",
            "v=spf1 mx,a:mx.shop.example ~all",
            "v=spf1 mx nonsense -all",
            "v=spf1mx~all",
            "v=spf1 ?all",
            "v=spf1",
            "v=spf1 -all",
        ] {
            for key in [None, Some(KEY), Some("v=DKIM1; p=")] {
                let mut world = World::new(&format!("{INBOX}{SHOP}"))
                    .with("shop.example", spf)
                    .with("_dmarc.shop.example", &record);
                if let Some(key) = key {
                    world = world.with("mail._domainkey.shop.example", key);
                }
                worlds.push((format!("{record} {spf} {key:?}"), world, "shop.example"));
            }
        }
    }
    hold(worlds);
}
