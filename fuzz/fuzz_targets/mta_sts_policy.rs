//! Any text as a policy file of MTA-STS: nothing is lost, every span is in the text, both line endings are equivalent, and a
//! rewritten valid policy has the same meaning.
#![no_main]

use dmarc_engine::record::RecordOutcome;
use dmarc_engine::record::mta_sts::{MAX_AGE, Mode, StsPolicy, parse_policy};
use dmarc_engine_fuzz::{assert_places, assert_problems};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let policy = parse_policy(text);
    assert_eq!(policy.text, text);
    let problems: Vec<_> = policy.problems.iter().map(|problem| problem.span).collect();
    assert_problems(text, &problems);
    for line in &policy.lines {
        assert_places(text, [line.span, line.key_span, line.value_span]);
        assert!(
            line.key_span.end < line.value_span.start.max(1)
                && line.value_span.end <= line.span.end,
            "{text:?}"
        );
    }
    assert!(
        policy
            .lines
            .windows(2)
            .all(|pair| pair[0].span.end < pair[1].span.start),
        "{text:?}"
    );
    let with_colon = text.lines().filter(|line| line.contains(':')).count();
    assert_eq!(policy.lines.len(), with_colon, "{text:?}");
    for mx in &policy.mx {
        assert_places(text, [mx.span]);
        let host = mx.pattern.replacen('*', "mail", 1).to_ascii_uppercase();
        assert!(
            mx.covers(&host) && policy.covers(&format!("{host}.")),
            "{host} by {text:?}"
        );
        assert!(
            !mx.covers("") && !mx.covers(&format!("a.b.{host}")),
            "{text:?}"
        );
    }
    policy.covers(text);
    if policy.outcome == RecordOutcome::Ok {
        assert!(
            policy.max_age.is_some_and(|seconds| seconds <= MAX_AGE),
            "{text:?}"
        );
        assert!(
            policy.mode == Some(Mode::None) || !policy.mx.is_empty(),
            "{text:?}"
        );
        let lines = policy
            .lines
            .iter()
            .map(|line| [line.key_span.of(text), line.value_span.of(text)].join(": "));
        let lines: Vec<_> = lines.collect();
        for end in ["\n", "\r\n"] {
            let anew = lines.join(end);
            assert_eq!(
                meaning(&parse_policy(&anew)),
                meaning(&policy),
                "{anew:?} beside {text:?}"
            );
        }
    }
});

/// The meaning of a policy for a sender.
fn meaning(policy: &StsPolicy) -> impl PartialEq + std::fmt::Debug {
    let patterns: Vec<_> = policy.mx.iter().map(|mx| mx.pattern.clone()).collect();
    (policy.outcome, policy.mode, policy.max_age, patterns)
}
