//! A finding is shown at the item it is about, and at no other, whatever names its sentence contains.

#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test says what it expects by failing"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use dmarc_engine::advice::State;
use dmarc_engine::discovery::{Options, gather};
use dmarc_engine::dns::Zone;
use dmarc_engine::domain::DomainName;
use dmarc_engine::findings::RULES;
use dmarc_engine::markdown;
use dmarc_engine::report::{Remark, Report, Sections};
use futures_util::FutureExt;

/// A usable key.
const KEY: &str = "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";

/// Checks `shop.example` in a zone file with the origin `example`.
fn check(zone: &str, selectors: &[&str]) -> Report {
    let zone = Zone::from_file("zone", "example", &format!("$TTL 300\n{zone}\n")).unwrap();
    let options = Options {
        selectors: selectors.iter().map(|&text| text.to_owned()).collect(),
        ..Options::default()
    };
    let domain = DomainName::new("shop.example").unwrap();
    let facts = gather(&zone, &domain, &options, |_| (), |_, _| ());
    Report::new(Rc::new(facts.now_or_never().unwrap()))
}

/// The sections that the page shows for this check.
fn shown(zone: &str, selectors: &[&str]) -> Sections {
    Sections::new(&check(zone, selectors))
}

/// The sentences of remarks.
fn texts(remarks: &[Remark]) -> Vec<&str> {
    remarks.iter().map(|remark| remark.text.as_str()).collect()
}

/// The hosts with their states and numbers of remarks, then the number of remarks about all of them.
fn hosts(zone: &str) -> (Vec<(String, State, usize)>, usize) {
    let mail = shown(zone, &[]).mail.unwrap();
    let hosts = mail.hosts.iter();
    let hosts = hosts.map(|host| (host.name.clone(), host.state, host.remarks.len()));
    (hosts.collect(), mail.remarks.len())
}

#[test]
fn a_healthy_mail_host_keeps_its_state_beside_a_broken_one() {
    let healthy = |name: &str| (name.to_owned(), State::Good, 0);
    let broken = |name: &str| (name.to_owned(), State::Problem, 1);
    for (zone, expected) in [
        (
            "shop MX 5 shop\nshop MX 10 localhost.\nshop A 192.0.2.1",
            vec![healthy("shop.example"), broken("localhost")],
        ),
        (
            "shop MX 5 shop\nshop MX 10 192.0.2.9.\nshop MX 20 localhost.\nshop A 192.0.2.1",
            vec![
                healthy("shop.example"),
                broken("192.0.2.9"),
                broken("localhost"),
            ],
        ),
        (
            "shop MX 5 shop\nshop MX 10 localhost.\nshop MX 20 mail.localhost.\nshop A 192.0.2.1",
            vec![
                healthy("shop.example"),
                broken("localhost"),
                broken("mail.localhost"),
            ],
        ),
    ] {
        assert_eq!(hosts(zone), (expected, 0), "{zone}");
    }
}

#[test]
fn a_healthy_key_keeps_its_state_beside_a_text_that_names_it() {
    let zone = format!(
        "shop A 192.0.2.1\n\
         a._domainkey.shop TXT \"{KEY}\"\n\
         b._domainkey.shop TXT \"see a._domainkey.shop.example for it\"\n\
         c._domainkey.shop CNAME d._domainkey.shop\n\
         d._domainkey.shop A 192.0.2.1"
    );
    let dkim = shown(&zone, &["a", "b", "c"]).dkim.unwrap();
    let keys = dkim.keys.iter();
    let keys: Vec<_> = keys
        .map(|key| (key.selector.as_str(), texts(&key.remarks)))
        .collect();
    assert_eq!(
        keys,
        [
            (
                "a",
                vec![
                    "No usable RSA key was found beside the Ed25519 key at a._domainkey.shop.example."
                ]
            ),
            (
                "b",
                vec![
                    "The text at b._domainkey.shop.example is not a DKIM key: “see a._domainkey.shop.example for it”."
                ]
            ),
            (
                "c",
                vec![
                    "c._domainkey.shop.example is an alias of d._domainkey.shop.example, which has no TXT record."
                ]
            ),
        ]
    );
    assert_eq!(dkim.keys[0].state, State::Good);
    assert_eq!(texts(&dkim.remarks), <[&str; 0]>::default());
}

#[test]
fn a_vendor_keeps_its_state_beside_one_that_spf_leaves_out() {
    let zone = format!(
        "shop MX 10 mx.mail-vendor\n\
         shop MX 20 mx1.yahoodns.net.\n\
         mx.mail-vendor A 192.0.2.65\n\
         shop TXT \"v=spf1 ip4:192.0.2.1 -all\"\n\
         em1._domainkey.shop TXT \"{KEY}\"\n\
         s1024._domainkey.shop TXT \"{KEY}\""
    );
    let senders = shown(&zone, &[]).senders.unwrap();
    let vendors = senders.vendors.iter();
    let mut states: Vec<_> = vendors.map(|vendor| (vendor.name, vendor.state)).collect();
    states.sort_unstable_by_key(|(name, _)| *name);
    assert_eq!(
        states,
        [
            ("Example Mail", State::Advice),
            ("Yahoo and AOL", State::Good)
        ]
    );
}

#[test]
fn markdown_says_at_which_name_to_publish() {
    let zone = "shop MX 10 mx.shop\nmx.shop A 192.0.2.1\nshop TXT \"v=spf1 mx ~all\"\n\
                office MX 10 mx.office\n\
                _dmarc.shop TXT \"v=DMARC1; p=reject; rf=afrf; pct=100; rua=mailto:a@office.example\"";
    let text = markdown::report(&check(zone, &[]));
    for expected in [
        "`shop.example._report._dmarc.office.example`",
        "- **Record can be tidied up** (note): RFC 9989 removed rf, so receivers on RFC 9989 ignore it.\n  - pct=100 \
         is the default.\n",
    ] {
        assert!(text.contains(expected), "{expected}\nis not in\n{text}");
    }
}

/// The views of findings: those that show findings next to their subjects.
const VIEWS: [&str; 5] = [
    "report.rs",
    "report",
    "markdown.rs",
    "requirements",
    "../../src/components",
];

#[test]
fn no_view_picks_findings_by_their_names() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut wrong = Vec::new();
    for file in VIEWS.iter().flat_map(|view| files_of(&src.join(view))) {
        let text = fs::read_to_string(&file).unwrap();
        // The text between quotation marks may be a literal.
        for literal in text.split('"') {
            let is_start =
                literal.ends_with('-') && RULES.iter().any(|rule| rule.id.starts_with(literal));
            if is_start || RULES.iter().any(|rule| rule.id == literal) {
                wrong.push(format!("{} names {literal}", file.display()));
            }
        }
        if text.contains(".id.starts_with(") || text.contains(".message.contains(") {
            wrong.push(format!(
                "{} looks into a name or a sentence",
                file.display()
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A file, or all files in a folder, recursively.
fn files_of(path: &Path) -> Vec<PathBuf> {
    if path.is_file() {
        return vec![path.to_owned()];
    }
    let entries = fs::read_dir(path).unwrap().map(|entry| entry.unwrap());
    entries.flat_map(|entry| files_of(&entry.path())).collect()
}
