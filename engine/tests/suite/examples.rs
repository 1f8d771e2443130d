//! Each domain of the example zone: its stage, the tasks of its plan in order, the first value to publish, and the rules that
//! must have findings. Together they cover every stage, every kind of task and every classic mistake.

#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test says what it expects by failing"
)]

use std::rc::Rc;

use dmarc_engine::advice::{By, Publication, TaskId};
use dmarc_engine::discovery::{Options, SuffixList, gather};
use dmarc_engine::dns::{EXAMPLES, example_zone};
use dmarc_engine::domain::read;
use dmarc_engine::findings::Severity;
use dmarc_engine::markdown;
use dmarc_engine::report::Report;
use expect_test::expect_file;
use futures_util::FutureExt;

/// The page's copy of the Public Suffix List.
const SUFFIX_LIST: &str = include_str!("../../../assets/public-suffix-list.txt");

/// A domain below `.example`, its stage, the tasks, the first value to publish, and rules.
type Case = (
    &'static str,
    &'static str,
    &'static [&'static str],
    &'static str,
    &'static [&'static str],
);

const CASES: &[Case] = &[
    (
        "no-record",
        "no-record",
        &["publish-record"],
        "v=DMARC1; p=none; rua=mailto:dmarc-reports@no-record.example",
        &["no-record"],
    ),
    (
        "no-reports",
        "collecting-blind",
        &["receive-reports", "quarantine", "invented-names"],
        "v=DMARC1; p=none; rua=mailto:dmarc-reports@no-reports.example",
        &["no-aggregate-reports"],
    ),
    (
        "monitoring",
        "monitoring",
        &["quarantine", "invented-names"],
        "v=DMARC1; p=quarantine; rua=mailto:monitoring@reports.example",
        &["policy-none"],
    ),
    (
        "quarantine",
        "quarantine",
        &["reject"],
        "v=DMARC1; p=reject; np=reject; rua=mailto:quarantine@reports.example",
        &[],
    ),
    ("reject", "reject", &["keep"], "", &[]),
    (
        "parked",
        "no-record",
        &["lock"],
        "v=DMARC1; p=reject",
        &["no-record"],
    ),
    (
        "half-locked",
        "reject",
        &["lock"],
        "v=DMARC1; p=reject; rua=mailto:half@reports.example",
        &["subdomain-policy-weaker", "parked-domain-not-locked"],
    ),
    ("locked", "locked", &["keep"], "", &[]),
    (
        "several-records",
        "no-record",
        &["repair-record"],
        "v=DMARC1; p=none; rua=mailto:several@reports.example",
        &["several-records"],
    ),
    (
        "misspelled-policy",
        "no-record",
        &["repair-record"],
        "v=DMARC1; p=none; rua=mailto:dmarc-reports@misspelled-policy.example",
        &["invalid-policy"],
    ),
    (
        "misspelled-subdomain-policy",
        "monitoring",
        &["repair-record"],
        "v=DMARC1; p=none; rua=mailto:sp@reports.example",
        &["invalid-subdomain-policy"],
    ),
    (
        "misspelled-np",
        "monitoring",
        &["repair-record"],
        "v=DMARC1; p=reject; np=reject; rua=mailto:np@reports.example",
        &["invalid-nonexistent-policy"],
    ),
    (
        "two-policies",
        "monitoring",
        &["repair-record"],
        "v=DMARC1; p=none; rua=mailto:two@reports.example",
        &["duplicate-tag"],
    ),
    (
        "line-feed",
        "quarantine",
        &["repair-record"],
        "v=DMARC1; p=quarantine; rua=mailto:line@reports.example",
        &["control-character", "no-aggregate-reports"],
    ),
    (
        "wrong-version",
        "no-record",
        &["repair-record"],
        "v=DMARC1; p=none; rua=mailto:version@reports.example",
        &["version-in-wrong-case"],
    ),
    (
        "odd-characters",
        "monitoring",
        &["repair-record"],
        "v=DMARC1; p=none; rua=mailto:odd@reports.example",
        &["non-ascii-character"],
    ),
    (
        "spf-in-the-wrong-place",
        "no-record",
        &["publish-record"],
        "v=DMARC1; p=none; rua=mailto:dmarc-reports@spf-in-the-wrong-place.example",
        &["no-record", "spf-record-at-dmarc-name"],
    ),
    (
        "missing-mailto",
        "collecting-blind",
        &["repair-record"],
        "v=DMARC1; p=none; rua=mailto:dmarc@missing-mailto.example",
        &["report-address-without-mailto"],
    ),
    (
        "no-permission",
        "quarantine",
        &["receive-reports", "reject", "invented-names"],
        "v=DMARC1;",
        &["report-permission-missing"],
    ),
    (
        "dead-mailbox",
        "monitoring",
        &["receive-reports", "quarantine", "invented-names"],
        "v=DMARC1; p=none; rua=mailto:dmarc-reports@dead-mailbox.example",
        &["report-host-without-mail"],
    ),
    (
        "weak-subdomains",
        "reject",
        &["subdomains", "invented-names"],
        "v=DMARC1; p=reject; sp=quarantine; rua=mailto:weak@reports.example",
        &["subdomain-policy-weaker"],
    ),
    (
        "invented-names",
        "reject",
        &["invented-names"],
        "v=DMARC1; p=reject; np=reject; rua=mailto:np@reports.example",
        &["nonexistent-policy-weaker"],
    ),
    (
        "percent",
        "quarantine",
        &["end-ramp", "invented-names"],
        "v=DMARC1; p=quarantine; rua=mailto:percent@reports.example",
        &["percentage-partial"],
    ),
    (
        "test-mode",
        "quarantine",
        &["end-ramp"],
        "v=DMARC1; p=reject; rua=mailto:test@reports.example",
        &["test-mode"],
    ),
    (
        "old-tags",
        "reject",
        &["keep"],
        "",
        &["record-can-be-tidied"],
    ),
    (
        "too-many-look-ups",
        "monitoring",
        &["fix-spf", "set-up-dkim", "quarantine", "invented-names"],
        "v=spf1 a mx include:_spf.mail-vendor.example include:_spf.crm-vendor.example ~all",
        &["spf-too-many-lookups", "spf-useless-include"],
    ),
    (
        "glued-spf",
        "monitoring",
        &["fix-spf", "quarantine", "invented-names"],
        "v=spf1 mx ip4:192.0.2.64/28 -all",
        &["spf-syntax-error"],
    ),
    (
        "comma-in-spf",
        "monitoring",
        &["fix-spf", "quarantine", "invented-names"],
        "v=spf1 mx ip4:192.0.2.64/28 ~all",
        &["spf-unknown-mechanism"],
    ),
    (
        "doubled-prefix",
        "monitoring",
        &["fix-spf", "quarantine", "invented-names"],
        "v=spf1 mx ip4:192.0.2.64/28 ~all",
        &["spf-syntax-error"],
    ),
    (
        "split-spf",
        "monitoring",
        &["fix-spf", "quarantine", "invented-names"],
        "v=spf1 mx ip4:192.0.2.64/28 ~all",
        &["spf-strings-joined"],
    ),
    (
        "misspelled-include",
        "monitoring",
        &["fix-spf", "quarantine", "invented-names"],
        "v=spf1 mx include:_spf.mail-vendor.example ~all",
        &["spf-include-without-record"],
    ),
    (
        "open-spf",
        "reject",
        &["fix-spf"],
        "v=spf1 mx ~all",
        &["spf-everyone-passes"],
    ),
    (
        "spf-alone",
        "reject",
        &["set-up-dkim"],
        "",
        &["dkim-none-while-enforcing"],
    ),
    (
        "weak-keys",
        "quarantine",
        &["set-up-dkim", "reject", "invented-names"],
        "v=DMARC1; p=quarantine; np=reject; rua=mailto:keys@reports.example",
        &["dkim-key-too-short", "dkim-key-weak", "dkim-testing"],
    ),
    (
        "vendors-without-dkim",
        "monitoring",
        &["set-up-dkim", "quarantine", "invented-names"],
        "v=DMARC1; p=quarantine; rua=mailto:vendors@reports.example",
        &["dkim-none"],
    ),
    (
        "alias",
        "quarantine",
        &["reject", "invented-names"],
        "v=DMARC1; p=reject; rua=mailto:alias@reports.example",
        &["record-behind-alias"],
    ),
    (
        "dead-alias",
        "no-record",
        &["remove-alias"],
        "v=DMARC1; p=none; rua=mailto:dmarc-reports@dead-alias.example",
        &["alias-without-record", "no-record"],
    ),
    (
        "wildcard",
        "quarantine",
        &["reject"],
        "v=DMARC1; p=reject; np=reject; rua=mailto:wildcard@reports.example",
        &["nonexistence-hidden"],
    ),
    (
        "news.reject",
        "reject",
        &["own-record"],
        "v=DMARC1; p=reject; rua=mailto:dmarc-reports@news.reject.example",
        &["policy-inherited"],
    ),
    (
        "www.mail.in-between",
        "reject",
        &["own-record"],
        "v=DMARC1; p=reject; rua=mailto:dmarc-reports@www.mail.in-between.example",
        &["record-in-between-unused"],
    ),
    (
        "shop.branch.organization",
        "quarantine",
        &["own-record"],
        "v=DMARC1; p=reject; rua=mailto:dmarc-reports@shop.branch.organization.example",
        &["policy-inherited"],
    ),
    (
        "news.only-subdomain",
        "quarantine",
        &["organization-record"],
        "v=DMARC1; p=quarantine; rua=mailto:only@reports.example; psd=n",
        &["organization-without-record"],
    ),
    (
        "customer.public-suffix",
        "reject",
        &["own-record"],
        "v=DMARC1; p=reject; rua=mailto:dmarc-reports@customer.public-suffix.example",
        &["policy-inherited"],
    ),
];

/// Checks a domain of the example zone, as the page does.
fn report(domain: &str) -> Report {
    let domain = read(domain).unwrap().domain;
    let (zone, options) = (example_zone(), Options::default());
    let facts = gather(&zone, &domain, &options, |_| (), |_, _| ());
    let facts = facts.now_or_never().unwrap();
    let list = Rc::new(SuffixList::parse(SUFFIX_LIST).unwrap());
    Report::new(Rc::new(facts.settled(&list)))
}

/// The records that a plan publishes, in order, including those of equivalent options.
fn publications(report: &Report) -> impl Iterator<Item = &Publication> {
    let tasks = report.plan.tasks.iter();
    tasks.flat_map(|task| {
        let options = task.options.iter().flat_map(|way| &way.publish);
        task.publish.iter().chain(options)
    })
}

#[test]
fn examples_get_the_advice_that_fits_them() {
    for (name, stage, tasks, value, rules) in CASES {
        let report = report(&format!("{name}.example"));
        let found: Vec<_> = report
            .plan
            .tasks
            .iter()
            .map(|task| task.id.as_str())
            .collect();
        let first = publications(&report).find_map(|record| record.value.as_deref());
        assert_eq!(
            (
                report.overview.verdict.stage.as_str(),
                found.as_slice(),
                first.unwrap_or_default()
            ),
            (*stage, *tasks, *value),
            "{name}"
        );
        for rule in *rules {
            let mut findings = report.findings.found.iter();
            let speaks = findings.any(|finding| finding.rule.id == *rule);
            assert!(speaks, "{name}: {rule} says nothing");
        }
    }
}

/// Compares the Markdown of each report with a file, for review as a whole. `UPDATE_EXPECT=1` rewrites the files.
#[test]
fn reports_read_as_their_files() {
    for example in EXAMPLES {
        let text = markdown::report(&report(example.domain));
        expect_file![format!("reports/{}.md", example.domain)].assert_eq(&text);
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
fn every_kind_of_task_has_its_example() {
    for id in TaskId::ALL {
        // No lookup fails in the zone.
        let is_shown = CASES.iter().any(|case| case.2.contains(&id.as_str()));
        assert_eq!(is_shown, id != TaskId::AskAgain, "{}", id.as_str());
    }
}

#[test]
fn no_record_is_published_twice_or_beside_an_alias() {
    for example in EXAMPLES {
        let report = report(example.domain);
        let tasks = report.plan.tasks.iter();
        let published: Vec<_> = tasks
            .flat_map(|task| &task.publish)
            .filter(|record| record.value.is_some())
            .collect();
        for (place, record) in published.iter().enumerate() {
            let before = &published[..place];
            let is_same =
                |other: &&&Publication| other.name == record.name && other.kind == record.kind;
            assert_eq!(before.iter().find(is_same), None, "{}", example.domain);
        }
    }
}

#[test]
fn what_is_as_it_should_be_gives_no_reason_to_worry() {
    for domain in ["reject.example", "locked.example"] {
        let report = report(domain);
        let worries: Vec<_> = report
            .findings
            .found
            .iter()
            .filter(|finding| finding.severity() < Severity::Note)
            .map(|finding| finding.rule.id)
            .collect();
        assert_eq!(worries, <[&str; 0]>::default(), "{domain}");
    }
}

#[test]
fn a_permission_is_for_those_who_get_the_reports() {
    let report = report("no-permission.example");
    let first = publications(&report).next().unwrap();
    assert_eq!(first.by, By::Destination);
    assert_eq!(
        first.name.as_str(),
        "no-permission.example._report._dmarc.unwilling.example"
    );
}

#[test]
fn a_hosted_record_is_changed_where_it_is() {
    let report = report("alias.example");
    let first = publications(&report).next().unwrap();
    assert_eq!(
        (first.name.as_str(), first.by),
        ("alias.hosted.reports.example", By::Host)
    );
}

#[test]
fn an_alias_is_removed_before_a_record_is_published() {
    let report = report("dead-alias.example");
    let kinds: Vec<_> = publications(&report)
        .map(|record| (record.kind.as_str(), record.value.is_some()))
        .collect();
    assert_eq!(kinds, [("CNAME", false), ("TXT", true)]);
}

#[test]
fn no_mailbox_is_invented_beside_one_that_was_meant() {
    let report = report("missing-mailto.example");
    for record in publications(&report) {
        assert!(!record.needs_address, "{record:?}");
    }
}

#[test]
fn a_shorter_spf_record_says_what_it_leaves_out() {
    let report = report("too-many-look-ups.example");
    let gates = &report.plan.task(TaskId::FixSpf).unwrap().gates;
    for left_out in ["_spf.newsletter-vendor.example", "_spf.shop-vendor.example"] {
        assert!(
            gates.iter().any(|gate| gate.text.contains(left_out)),
            "{left_out}: {gates:?}"
        );
    }
}
