//! Every combination of tags, report destinations, and checked names.

use dmarc_engine::advice::Known;

use super::judge::{INBOX, violations};
use super::world::{KEY, World};

/// The setup around the record: mail, SPF and a key.
pub(crate) const SHOP: &str = "shop.example. MX 10 mx.shop.example.\nmx.shop.example. A 192.0.2.1\n\
                               silent.example. A 192.0.2.3\nsilent.example. MX 0 .\ncold.example. MX 1 mx.shop.example.\n\
                               news.shop.example. MX 10 mx.shop.example.\nwww.shop.example. A 192.0.2.2\n";

/// The report destinations.
const REPORTS: [&str; 5] = [
    "",
    "; rua=mailto:d@shop.example",
    "; rua=https://shop.example/r",
    "; rua=mailto:d@cold.example",
    "; rua=mailto:d@silent.example",
];

/// A domain that sends, with this record.
pub(crate) fn shop(record: &str) -> World {
    World::new(&format!("{INBOX}{SHOP}"))
        .with("shop.example", "v=spf1 mx -all")
        .with("mail._domainkey.shop.example", KEY)
        .with("_dmarc.shop.example", record)
}

/// All records of the grid.
fn records() -> Vec<String> {
    let mut records = Vec::new();
    for policy in ["none", "quarantine", "reject"] {
        for below in ["", "; sp=none", "; sp=quarantine", "; sp=reject"] {
            for invented in ["", "; np=none", "; np=reject"] {
                for held_back in [
                    "",
                    "; t=y",
                    "; pct=0",
                    "; pct=20",
                    "; pct=100",
                    "; t=y; pct=0",
                ] {
                    for reports in REPORTS {
                        records.push(format!(
                            "v=DMARC1; p={policy}{below}{invented}{reports}{held_back}"
                        ));
                    }
                }
            }
        }
    }
    records
}

/// Asserts that the plans for names, with each record of the grid that `pick` selects, obey the laws.
fn hold(names: &[&str], pick: impl Fn(usize) -> bool) {
    let mut wrong = Vec::new();
    for (place, record) in records()
        .iter()
        .enumerate()
        .filter(|(place, _)| pick(*place))
    {
        for name in names {
            let found = violations(&shop(record), name, &Known::default());
            wrong.extend(
                found
                    .into_iter()
                    .map(|what| format!("{place} {name} {record}: {what}")),
            );
        }
    }
    let shown: Vec<_> = wrong.iter().take(30).map(String::as_str).collect();
    assert!(
        wrong.is_empty(),
        "{} violations:\n{}",
        wrong.len(),
        shown.join("\n")
    );
}

#[test]
fn the_domain_itself() {
    hold(&["shop.example"], |_| true);
}

#[test]
fn names_below_and_invented_ones() {
    hold(
        &[
            "news.shop.example",
            "www.shop.example",
            "made-up.shop.example",
        ],
        |place| place % 7 == 0,
    );
}
