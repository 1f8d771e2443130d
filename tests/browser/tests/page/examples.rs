//! Every example, typed by hand: the verdict over the network, and the same one without it.

use browser_tests::visit::{Setup, visit};

/// A name of the example zone without its ending, the word for its stage, and a part of the sentence.
type Expected = (&'static str, &'static str, &'static str);

/// The stages.
const STAGES: &[Expected] = &[
    (
        "no-record",
        "No policy",
        "Anyone can send mail as no-record.",
    ),
    ("no-reports", "No reports", "nobody is told"),
    ("monitoring", "Monitoring", "nothing is stopped"),
    ("quarantine", "Quarantine", "as suspicious"),
    (
        "reject",
        "Reject",
        "asked to refuse forged mail from reject.",
    ),
    ("parked", "No policy", "Anyone can send mail as parked."),
    ("locked", "Locked", "sends no mail"),
];

/// Records that do not do what their owners think.
const FAILURES: &[Expected] = &[
    ("several-records", "No policy", "2 DMARC records"),
    ("misspelled-policy", "No policy", "broken"),
    (
        "misspelled-subdomain-policy",
        "Monitoring",
        "nothing is stopped",
    ),
    ("wrong-version", "No policy", "do not recognize"),
    ("odd-characters", "Monitoring", "nothing is stopped"),
    (
        "spf-in-the-wrong-place",
        "No policy",
        "nothing asks receivers",
    ),
    ("missing-mailto", "No reports", "nobody is told"),
    ("no-permission", "Quarantine", "as suspicious"),
    ("weak-subdomains", "Reject", "not from its subdomains"),
];

/// Where receivers differ, and how a policy is found.
const FINER_POINTS: &[Expected] = &[
    ("percent", "Quarantine", "as suspicious"),
    ("test-mode", "Quarantine", "as suspicious"),
    ("old-tags", "Reject", "asked to refuse"),
    ("too-many-look-ups", "Monitoring", "nothing is stopped"),
    ("weak-keys", "Quarantine", "as suspicious"),
    ("vendors-without-dkim", "Monitoring", "nothing is stopped"),
    ("alias", "Quarantine", "as suspicious"),
    ("wildcard", "Quarantine", "as suspicious"),
    (
        "news.reject",
        "Reject",
        "asked to refuse forged mail from news.reject.",
    ),
    ("www.mail.in-between", "Reject", "asked to refuse"),
    ("shop.branch.organization", "Quarantine", "as suspicious"),
    ("customer.public-suffix", "Reject", "asked to refuse"),
];

/// Types each domain below `.test` and below `.example` and compares the verdicts.
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
fn every_finer_point_has_its_verdict() {
    verdicts_are(FINER_POINTS);
}

#[test]
fn every_example_on_the_start_page_leads_to_its_check() {
    visit(Setup::at(""), async |page| {
        page.find(".examples__link").await?;
        let domains = page.texts(".examples__domain").await?;
        assert_eq!(
            domains.len(),
            STAGES.len() + FAILURES.len() + FINER_POINTS.len(),
            "this file covers them all"
        );
        for (place, domain) in domains.iter().enumerate() {
            page.find(&format!(".examples__item:nth-child({}) a", place + 1))
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
        page.says("#receivers", "RFC 9989 or RFC 7489").await
    });
}
