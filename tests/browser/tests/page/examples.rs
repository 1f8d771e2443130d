//! Every example, typed into the field: the verdict over the network equals the built-in one.

use browser_tests::visit::{Setup, visit};

/// A name of the example zone without its suffix, the word for its stage, and a part of the sentence.
type Expected = (&'static str, &'static str, &'static str);

/// Every stage.
const STAGES: &[Expected] = &[
    (
        "no-record",
        "No policy",
        "Anyone can send mail as no-record.",
    ),
    ("no-reports", "No reports", "not asked to stop"),
    ("monitoring", "Monitoring", "not asked to stop"),
    ("quarantine", "Quarantine", "as suspicious"),
    (
        "reject",
        "Reject",
        "asked to refuse forged mail from reject.",
    ),
    ("parked", "No policy", "Anyone can send mail as parked."),
    ("half-locked", "Reject", "asked to refuse"),
    ("locked", "Locked", "sends no mail"),
];

/// Records that do not work as their owners intend.
const FAILURES: &[Expected] = &[
    ("several-records", "No policy", "has 2 DMARC records"),
    ("misspelled-policy", "No policy", "is broken"),
    (
        "misspelled-subdomain-policy",
        "Monitoring",
        "not asked to stop",
    ),
    ("misspelled-np", "Monitoring", "Receivers differ"),
    ("two-policies", "Monitoring", "not asked to stop"),
    ("line-feed", "Quarantine", "as suspicious"),
    ("wrong-version", "No policy", "do not recognize"),
    ("odd-characters", "Monitoring", "not asked to stop"),
    (
        "spf-in-the-wrong-place",
        "No policy",
        "no DMARC policy asks",
    ),
    ("missing-mailto", "No reports", "not asked to stop"),
    ("no-permission", "Quarantine", "as suspicious"),
    ("dead-mailbox", "Monitoring", "not asked to stop"),
    ("weak-subdomains", "Reject", "asked to refuse"),
    ("invented-names", "Reject", "asked to refuse"),
];

/// Records that receivers treat differently, and the setup around a policy.
const AROUND: &[Expected] = &[
    ("percent", "Quarantine", "as suspicious"),
    ("test-mode", "Quarantine", "as suspicious"),
    ("old-tags", "Reject", "asked to refuse"),
    ("too-many-look-ups", "Monitoring", "not asked to stop"),
    ("glued-spf", "Monitoring", "not asked to stop"),
    ("comma-in-spf", "Monitoring", "not asked to stop"),
    ("doubled-prefix", "Monitoring", "not asked to stop"),
    ("split-spf", "Monitoring", "not asked to stop"),
    ("misspelled-include", "Monitoring", "not asked to stop"),
    ("open-spf", "Reject", "asked to refuse"),
    ("spf-alone", "Reject", "asked to refuse"),
    ("weak-keys", "Quarantine", "as suspicious"),
    ("vendors-without-dkim", "Monitoring", "not asked to stop"),
];

/// Policy discovery.
const DISCOVERY: &[Expected] = &[
    ("alias", "Quarantine", "as suspicious"),
    ("dead-alias", "No policy", "no DMARC policy asks"),
    ("wildcard", "Quarantine", "as suspicious"),
    (
        "news.reject",
        "Reject",
        "asked to refuse forged mail from news.reject.",
    ),
    ("www.mail.in-between", "Reject", "asked to refuse"),
    ("shop.branch.organization", "Quarantine", "as suspicious"),
    ("news.only-subdomain", "Quarantine", "as suspicious"),
    ("customer.public-suffix", "Reject", "asked to refuse"),
];

/// Types each domain below `.test` and below `.example`, and compares the verdicts.
fn verdicts_are(expected: &'static [Expected]) {
    visit(Setup::at(""), async |page| {
        for (name, stage, part) in expected {
            let asked = format!("{name}.test");
            page.ask(&asked).await?;
            let verdict = page.complete(&asked).await?;
            assert_eq!(verdict.stage, *stage, "{asked}: {}", verdict.sentence);
            assert!(
                verdict.sentence.contains(part),
                "{asked}: {}",
                verdict.sentence
            );
            assert_ne!(page.front.questions(), [""; 0], "{asked} is asked for");

            page.front.forget();
            let example = format!("{name}.example");
            page.ask(&example).await?;
            let same = page.complete(&example).await?;
            assert_eq!(same.stage, *stage, "{example}");
            assert_eq!(same.sentence.replace(".example", ".test"), verdict.sentence);
            assert_eq!(
                page.front.questions(),
                [""; 0],
                "{example} is answered from the page itself"
            );
        }
        Ok(())
    });
}

#[test]
fn every_stage_has_its_verdict() {
    verdicts_are(STAGES);
}

#[test]
fn every_instructive_failure_has_its_verdict() {
    verdicts_are(FAILURES);
}

#[test]
fn what_is_around_a_policy_leaves_its_verdict() {
    verdicts_are(AROUND);
}

#[test]
fn every_way_to_find_a_policy_has_its_verdict() {
    verdicts_are(DISCOVERY);
}

#[test]
fn every_example_on_the_start_page_leads_to_its_check() {
    visit(Setup::at(""), async |page| {
        page.find(".examples__link").await?;
        let domains = page.texts(".examples__domain").await?;
        assert_eq!(
            domains.len(),
            STAGES.len() + FAILURES.len() + AROUND.len() + DISCOVERY.len(),
            "this file covers them all"
        );
        for domain in &domains {
            page.open_details(".fold").await?;
            page.find(&format!(".examples__link[href='#/check/{domain}']"))
                .await?
                .click()
                .await?;
            page.complete(domain).await?;
            page.driver().back().await?;
            page.find(".examples__link").await?;
        }
        Ok(())
    });
}

#[test]
fn the_suffix_list_comes_with_the_first_check_and_settles_rfc_7489() {
    visit(Setup::at(""), async |page| {
        page.find(".examples__link").await?;
        let has_list = || {
            let requests = page.site.requests();
            requests
                .keys()
                .any(|path| path.ends_with("public-suffix-list.txt"))
        };
        assert!(!has_list(), "the list is not part of the first load");
        page.ask("news.reject.test").await?;
        page.complete("news.reject.test").await?;
        assert!(has_list());
        page.says("#effects", "RFC 9989 or RFC 7489").await
    });
}
