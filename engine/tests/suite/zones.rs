//! Policy discovery on small zones. Each file in `tests/zones/` begins with the sentence of the standard that it proves.
//! Comments then name the domain to check and the expected results; `-` means none. The queries are those of a receiver,
//! without `_dmarc`.

#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test says what it expects by failing"
)]

use std::collections::BTreeMap;
use std::path::Path;

use dmarc_engine::discovery::{Facts, Options, RowKind, gather};
use dmarc_engine::dns::Zone;
use dmarc_engine::domain::DomainName;
use futures_util::FutureExt;

/// The expectations of a zone file, by the first word of the comment.
type Expected = BTreeMap<String, String>;

#[test]
fn policies_are_found_as_the_zones_say() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/zones");
    let mut count = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        let (expected, found) = run(&text);
        assert_eq!(found, expected, "{}", path.display());
        count += 1;
    }
    assert!(count >= 25, "{count} zones");
}

/// Checks the domain that a zone file names. The first comment is prose, the others are expectations.
fn run(text: &str) -> (Expected, Expected) {
    let expected: Expected = text
        .lines()
        .filter_map(|line| line.strip_prefix("; "))
        .skip(1)
        .map(|line| {
            let (key, value) = line.split_once(' ').unwrap();
            (key.to_owned(), value.trim().to_owned())
        })
        .collect();
    let zone = Zone::from_file("zone", "", text).unwrap();
    let domain = DomainName::new(&expected["check"]).unwrap();
    let facts = gather(&zone, &domain, &Options::default(), |_| (), |_, _| ())
        .now_or_never()
        .unwrap();
    (expected, found(&facts))
}

/// The results of a check, in the same shape.
fn found(facts: &Facts) -> Expected {
    let or_dash = |value: Option<String>| value.unwrap_or_else(|| "-".to_owned());
    let row = facts.effect(RowKind::This).unwrap();
    let queries: Vec<_> = facts
        .walk
        .steps_until_stop()
        .map(|step| step.name.to_string())
        .collect();
    let tag = row
        .rfc9989
        .source
        .as_ref()
        .map(|source| source.tag.to_string());
    [
        ("check", facts.domain.to_string()),
        ("queries", queries.join(" ")),
        (
            "policy",
            or_dash(facts.policy().map(|found| found.domain.to_string())),
        ),
        ("tag", or_dash(tag)),
        (
            "organizational",
            or_dash(facts.organizational_domain().map(|name| name.to_string())),
        ),
        (
            "rfc9989",
            or_dash(row.rfc9989.handling.as_str().map(str::to_owned)),
        ),
        (
            "rfc7489",
            or_dash(row.rfc7489.handling.as_str().map(str::to_owned)),
        ),
    ]
    .map(|(key, value)| (key.to_owned(), value))
    .into()
}
