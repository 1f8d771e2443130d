//! Any text as a DMARC record: read, judged and rewritten without a panic, every place in the text.
#![no_main]

use dmarc_checker::findings::judge_record;
use dmarc_checker::record::dmarc::{difference, parse};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let record = parse(text);
    assert_eq!(record.text, text);
    for finding in judge_record(&record).found {
        if let Some(span) = finding.hit.span {
            assert!(text.get(span.start..span.end).is_some());
        }
        if let Some(suggestion) = finding.hit.suggestion {
            difference(text, &suggestion.text);
        }
    }
});
