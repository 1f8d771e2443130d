//! What changed between two checks of a domain.

#![allow(clippy::unwrap_used, reason = "a test says what it expects by failing")]
#![allow(clippy::needless_raw_string_hashes, reason = "the update writes them")]

use std::rc::Rc;

use dmarc_engine::discovery::{Facts, Options, gather};
use dmarc_engine::dns::{Fault, Outcome, Zone};
use dmarc_engine::domain::DomainName;
use dmarc_engine::report::{Changes, Report};
use expect_test::{Expect, expect};
use futures_util::FutureExt;

/// A zone file below `example` with the mail host of `shop.example`, SPF and these records.
fn zone(records: &str) -> Zone {
    let mail = "$TTL 300\nshop MX 10 mx.shop\nmx.shop A 192.0.2.1\n";
    Zone::from_file("zone", "example", &format!("{mail}{records}\n")).unwrap()
}

/// The answers for `shop.example`.
fn facts(zone: &Zone) -> Facts {
    let domain = DomainName::new("shop.example").unwrap();
    let options = Options::default();
    let facts = gather(zone, &domain, &options, |_| (), |_, _| ());
    facts.now_or_never().unwrap()
}

fn report(zone: &Zone) -> Report {
    Report::new(Rc::new(facts(zone)))
}

/// Writes the changes from one zone to another as lines of text.
#[track_caller]
fn says(before: &Zone, after: &Zone, expected: &Expect) {
    let changes = Changes::between(&report(before), &report(after));
    let mut said = vec![changes.headline];
    for line in changes.lines {
        said.push(format!("{} ({})", line.what, line.state.label()));
        said.extend(line.before.iter().map(|text| format!("  - {text}")));
        said.extend(line.after.iter().map(|text| format!("  + {text}")));
    }
    said.extend((!changes.remark.is_empty()).then_some(changes.remark));
    said.push(String::new());
    expected.assert_eq(&said.join("\n"));
}

const NONE: &str = "shop TXT \"v=spf1 mx -all\"\n_dmarc.shop TXT \"v=DMARC1; p=none\"";

#[test]
fn nothing_changed() {
    says(
        &zone(NONE),
        &zone(NONE),
        &expect![[r#"
        Nothing changed since the previous check.
        If you have just published a record, the resolver may return the old answer for up to 5 minutes.
    "#]],
    );
}

#[test]
fn a_record_that_was_published() {
    says(
        &zone("shop TXT \"v=spf1 mx -all\""),
        &zone(NONE),
        &expect![[r#"
            5 changes since the previous check.
            Stage (Problem)
              - No policy
              + No reports
            TXT at _dmarc.shop.example (Not applicable)
              + v=DMARC1; p=none
            Forged mail from shop.example, any subdomain that exists and any made-up subdomain (Problem)
              - DMARC does not apply
              + No action requested
            No longer found: No DMARC record (Good)
            New: No aggregate reports (Suggestion)
        "#]],
    );
}

#[test]
fn a_policy_that_was_raised() {
    let after = "shop TXT \"v=spf1 mx -all\"\nshop TXT \"a=b\"\n\
                 _dmarc.shop TXT \"v=DMARC1; p=quarantine; t=y; rua=mailto:d@shop.example\"";
    says(
        &zone(NONE),
        &zone(after),
        &expect![[r#"
        6 changes since the previous check.
        Stage (Suggestion)
          - No reports
          + Monitoring
        TXT at _dmarc.shop.example (Not applicable)
          - v=DMARC1; p=none
          + v=DMARC1; p=quarantine; t=y; rua=mailto:d@shop.example
        TXT at shop.example (Not applicable)
          + a=b
        Forged mail from shop.example, any subdomain that exists and any made-up subdomain, receivers on RFC 7489 (Suggestion)
          - No action requested
          + Quarantine (treat as suspicious)
        No longer found: No aggregate reports (Good)
        New: Test mode (Suggestion)
    "#]],
    );
}

#[test]
fn what_had_no_answer_is_no_change() {
    let mut failing = zone(NONE);
    let name = DomainName::new("shop.example").unwrap();
    failing.add_fault(&name, None, Fault::ServFail);
    says(
        &zone(NONE),
        &failing,
        &expect![[r#"
        Nothing that could be compared changed since the previous check.
        2 questions had no answer in one of the checks, so their records are not compared, and neither are the findings.
    "#]],
    );
    says(
        &failing,
        &zone(NONE),
        &expect![[r#"
        Nothing that could be compared changed since the previous check.
        2 questions had no answer in one of the checks, so their records are not compared, and neither are the findings.
    "#]],
    );
}

#[test]
fn the_order_of_answers_and_of_records_is_no_change() {
    let records = "shop TXT \"v=spf1 mx -all\"\nshop TXT \"a=b\"\nshop MX 20 mx2.shop\nmx2.shop A 192.0.2.2\n";
    let zone = zone(records);
    let before = report(&zone);
    let mut facts = facts(&zone);
    facts.answers.0.reverse();
    for answer in &mut facts.answers.0 {
        if let Outcome::Records(records) = &mut Rc::make_mut(answer).outcome {
            records.reverse();
        }
    }
    let after = Report::new(Rc::new(facts));
    assert_eq!(Changes::between(&before, &after).lines, []);
}
