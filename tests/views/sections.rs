//! The sections about what stands around the policy.

use super::*;

/// The domains of the example zone that show something there.
const SHOWN: [&str; 5] = [
    "reject.example",
    "weak-keys.example",
    "vendors-without-dkim.example",
    "locked.example",
    "parked.example",
];

#[test]
fn sections_say_what_the_report_says() {
    for domain in SHOWN {
        let report = report_in(&example_zone(), domain);
        let text = words(&example(domain));
        let has = |part: &str| {
            let part = part.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(text.contains(&part), "{domain}: {part}: {text}");
        };
        has(&report.senders.as_ref().unwrap().headline);
        let dkim = report.dkim.as_ref().unwrap();
        has(&dkim.headline);
        for key in &dkim.keys {
            has(&key.sentence);
        }
        has(&report.mail.as_ref().unwrap().headline);
        for line in &report.transport.as_ref().unwrap().lines {
            has(&line.sentence);
        }
    }
}

#[test]
fn weak_keys_are_a_problem_and_good_ones_are_good() {
    let state = |domain| {
        let report = report_in(&example_zone(), domain);
        report.dkim.as_ref().unwrap().state
    };
    assert_eq!(state("weak-keys.example"), State::Problem);
    assert_eq!(state("reject.example"), State::Good);
}
