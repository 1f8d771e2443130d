//! Any text as a DKIM, BIMI, MTA-STS or TLS-RPT record, or as a policy file: read without a panic or loss, every
//! place in the text.
#![no_main]

use dmarc_checker::record::mta_sts::{self, parse_policy};
use dmarc_checker::record::{Problem, bimi, dkim, tls_rpt};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    look_at(text, &dkim::parse(text).problems);
    look_at(text, &bimi::parse(text).problems);
    look_at(text, &mta_sts::parse(text).problems);
    look_at(text, &tls_rpt::parse(text).problems);
    let policy = parse_policy(text);
    assert_eq!(policy.text, text);
    policy.covers(text);
    look_at(text, &policy.problems);
});

/// Checks that every problem is somewhere in the text.
fn look_at<K>(text: &str, problems: &[Problem<K>]) {
    for problem in problems {
        assert!(text.get(problem.span.start..problem.span.end).is_some());
    }
}
