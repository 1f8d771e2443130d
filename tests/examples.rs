//! Each domain of the example zone: the stage it stands at, the step that is advised, what to publish for it,
//! and the rules that must speak. Together they are every stage and every classic mistake.

#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test says what it expects by failing"
)]

use dmarc_checker::discovery::Options;
use dmarc_checker::dns::{EXAMPLES, example_zone};
use dmarc_checker::domain::read;
use dmarc_checker::report::{Report, check};
use futures_util::FutureExt;

/// A domain below `.example`, its stage, the title of the next step, the first value to publish, and rules.
type Case = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static [&'static str],
);

const CASES: &[Case] = &[
    (
        "no-record",
        "no-record",
        "Next step: find out who sends",
        "v=DMARC1; p=none; rua=mailto:dmarc-reports@no-record.example",
        &["no-record"],
    ),
    (
        "no-reports",
        "collecting-blind",
        "Next step: ask for reports",
        "v=DMARC1; p=none; rua=mailto:dmarc-reports@no-reports.example",
        &["no-aggregate-reports"],
    ),
    (
        "monitoring",
        "monitoring",
        "Next step: quarantine",
        "v=DMARC1; p=quarantine; np=reject; rua=mailto:monitoring@reports.example",
        &["policy-none"],
    ),
    (
        "quarantine",
        "quarantine",
        "Next step: reject, or stay",
        "v=DMARC1; p=reject; np=reject; rua=mailto:quarantine@reports.example",
        &[],
    ),
    ("reject", "reject", "Keep it that way", "", &[]),
    (
        "parked",
        "no-record",
        "Next step: lock it",
        "v=DMARC1; p=reject",
        &["no-record"],
    ),
    ("locked", "locked", "Keep it that way", "", &[]),
    (
        "several-records",
        "no-record",
        "Next step: keep one record",
        "v=DMARC1; p=none",
        &["several-records"],
    ),
    (
        "misspelled-policy",
        "no-record",
        "Next step: repair the record",
        "v=DMARC1; p=none; rua=mailto:dmarc-reports@misspelled-policy.example",
        &["invalid-policy"],
    ),
    (
        "misspelled-subdomain-policy",
        "monitoring",
        "Next step: repair the record",
        "v=DMARC1; p=none; rua=mailto:sp@reports.example",
        &["invalid-subdomain-policy"],
    ),
    (
        "wrong-version",
        "no-record",
        "Next step: repair the record",
        "v=DMARC1; p=none; rua=mailto:version@reports.example",
        &["version-in-wrong-case"],
    ),
    (
        "odd-characters",
        "monitoring",
        "Next step: repair the record",
        "v=DMARC1; p=none; rua=mailto:odd@reports.example",
        &["non-ascii-character"],
    ),
    (
        "spf-in-the-wrong-place",
        "no-record",
        "Next step: find out who sends",
        "v=DMARC1; p=none; rua=mailto:dmarc-reports@spf-in-the-wrong-place.example",
        &["no-record", "spf-record-at-dmarc-name"],
    ),
    (
        "missing-mailto",
        "collecting-blind",
        "Next step: ask for reports",
        "v=DMARC1; p=none; rua=mailto:dmarc@missing-mailto.example",
        &["report-address-without-mailto"],
    ),
    (
        "no-permission",
        "quarantine",
        "Next step: reject, or stay",
        "v=DMARC1; p=reject; rua=mailto:us@unwilling.example",
        &["report-permission-missing"],
    ),
    (
        "weak-subdomains",
        "reject",
        "Next step: the same for subdomains",
        "v=DMARC1; p=reject; rua=mailto:weak@reports.example",
        &["subdomain-policy-weaker"],
    ),
    (
        "percent",
        "quarantine",
        "Next step: reject, or stay",
        "v=DMARC1; p=reject; rua=mailto:percent@reports.example",
        &["percentage-partial"],
    ),
    (
        "test-mode",
        "quarantine",
        "Next step: end the test",
        "v=DMARC1; p=reject; rua=mailto:test@reports.example",
        &["test-mode"],
    ),
    (
        "old-tags",
        "reject",
        "Keep it that way",
        "v=DMARC1; p=reject; fo=1; rua=mailto:old@reports.example!10m; ruf=mailto:old@reports.example",
        &["record-can-be-tidied"],
    ),
    (
        "too-many-look-ups",
        "monitoring",
        "Next step: mend SPF first",
        "v=spf1 a mx include:_spf.mail-vendor.example include:_spf.crm-vendor.example ~all",
        &[],
    ),
    (
        "weak-keys",
        "quarantine",
        "Next step: reject, or stay",
        "v=DMARC1; p=reject; rua=mailto:keys@reports.example",
        &[],
    ),
    (
        "vendors-without-dkim",
        "monitoring",
        "Next step: quarantine",
        "v=DMARC1; p=quarantine; np=reject; rua=mailto:vendors@reports.example",
        &[],
    ),
    (
        "alias",
        "quarantine",
        "Next step: reject, or stay",
        "v=DMARC1; p=reject; rua=mailto:alias@reports.example",
        &["record-behind-alias"],
    ),
    (
        "wildcard",
        "quarantine",
        "Next step: reject, or stay",
        "v=DMARC1; p=reject; np=reject; rua=mailto:wildcard@reports.example",
        &["nonexistence-hidden"],
    ),
    (
        "news.reject",
        "reject",
        "Keep it that way",
        "",
        &["policy-inherited"],
    ),
    (
        "www.mail.in-between",
        "reject",
        "Keep it that way",
        "",
        &["record-in-between-unused"],
    ),
    (
        "shop.branch.organization",
        "quarantine",
        "Next step: reject, or stay",
        "v=DMARC1; p=reject; psd=n; rua=mailto:branch@reports.example",
        &["policy-inherited"],
    ),
    (
        "customer.public-suffix",
        "reject",
        "Next step: a record of your own",
        "v=DMARC1; p=reject; rua=mailto:dmarc-reports@customer.public-suffix.example",
        &["policy-inherited"],
    ),
];

/// Checks a domain of the example zone.
fn report(domain: &str) -> Report {
    let domain = read(domain).unwrap().domain;
    check(
        &example_zone(),
        &domain,
        &Options::default(),
        |_| (),
        |_, _| (),
    )
    .now_or_never()
    .unwrap()
}

#[test]
fn examples_get_the_advice_that_fits_them() {
    for (name, stage, title, value, rules) in CASES {
        let report = report(&format!("{name}.example"));
        let step = &report.next_step;
        let published = step
            .publish
            .first()
            .map_or("", |publication| publication.value.as_str());
        let found = (
            report.overview.verdict.stage.as_str(),
            step.title.as_str(),
            published,
        );
        assert_eq!(found, (*stage, *title, *value), "{name}");
        for rule in *rules {
            let speaks = report
                .findings
                .found
                .iter()
                .any(|finding| finding.rule.id == *rule);
            assert!(speaks, "{name}: {rule} says nothing");
        }
    }
}

#[test]
fn every_example_has_its_case() {
    let domains: Vec<_> = EXAMPLES.iter().map(|example| example.domain).collect();
    let cases: Vec<_> = CASES
        .iter()
        .map(|case| format!("{}.example", case.0))
        .collect();
    assert_eq!(domains, cases);
}

#[test]
fn what_is_as_it_should_be_gives_no_reason_to_worry() {
    for domain in ["reject.example", "locked.example"] {
        let report = report(domain);
        let worries: Vec<_> = report
            .findings
            .found
            .iter()
            .filter(|finding| finding.severity() < dmarc_checker::findings::Severity::Note)
            .map(|finding| finding.rule.id)
            .collect();
        assert_eq!(worries, <[&str; 0]>::default(), "{domain}");
    }
}

#[test]
fn reports_that_arrive_nowhere_are_a_gate_of_the_next_step() {
    let gates = report("no-permission.example").next_step.verify;
    assert!(
        gates
            .iter()
            .any(|gate| gate.starts_with("Reports reach unwilling.example")),
        "{gates:?}"
    );
}

#[test]
fn a_hosted_record_is_changed_where_it_stands() {
    let gates = report("alias.example").next_step.verify;
    assert!(
        gates
            .iter()
            .any(|gate| gate.contains("alias.hosted.reports.example")),
        "{gates:?}"
    );
}

#[test]
fn the_gate_names_no_mailbox_but_that_of_the_suggested_record() {
    let gates = report("missing-mailto.example").next_step.verify;
    let is_other = |gate: &String| gate.contains("dmarc-reports@");
    assert!(gates.iter().all(|gate| !is_other(gate)), "{gates:?}");
    assert!(
        gates.iter().any(|gate| gate.contains("the mailbox in rua")),
        "{gates:?}"
    );
}

#[test]
fn a_shorter_spf_record_says_what_it_leaves_out() {
    let step = report("too-many-look-ups.example").next_step;
    assert_eq!(
        step.verify[1],
        "The record to publish leaves out what does nothing for too-many-look-ups.example: services that send with a \
         return-path of their own, and names without a record. None of these services was set up otherwise."
    );
}
