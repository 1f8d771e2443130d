//! Any text as a DKIM key record: nothing is lost, every span is in the text, a usable key has a type and a length, and a
//! rewritten record with its key folded has the same meaning.
#![no_main]

use dmarc_engine::json;
use dmarc_engine::record::dkim::{DkimRecord, KeyType, Outcome, TagName, is_dkim, parse};
use dmarc_engine_fuzz::list::{assert_list, written};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let record = parse(text);
    assert_eq!(record.text, text);
    assert_list(text, &record.tags, &record.problems);
    json::dkim(&record);
    if record.outcome == Outcome::Unusable {
        return;
    }
    assert!(is_dkim(text), "{text:?}");
    if record.outcome == Outcome::Ok {
        assert!(
            record.key_type.is_some() && record.bits.is_some_and(|bits| bits > 0),
            "{text:?}"
        );
        assert!(
            record.key_type != Some(KeyType::Ed25519) || record.bits == Some(256),
            "{text:?}"
        );
    }
    let anew = written(text, &record.tags);
    assert_eq!(
        meaning(&parse(&anew)),
        meaning(&record),
        "{anew:?} beside {text:?}"
    );
    let key = record
        .tags
        .iter()
        .find(|tag| tag.name == Some(TagName::PublicKey));
    if let Some(span) = key.map(|tag| tag.value_span) {
        let folded: Vec<_> = span.of(text).split("").collect();
        let folded = [
            &text[..span.start],
            folded.join("\r\n ").as_str(),
            &text[span.end..],
        ]
        .concat();
        assert_eq!(
            meaning(&parse(&folded)),
            meaning(&record),
            "{folded:?} beside {text:?}"
        );
    }
});

/// The meaning of a record for a verifier.
fn meaning(record: &DkimRecord) -> impl PartialEq + std::fmt::Debug {
    let kinds: Vec<_> = record.problems.iter().map(|problem| problem.kind).collect();
    (
        (
            record.outcome,
            record.key_type,
            record.bits,
            record.is_testing,
            record.is_strict,
        ),
        (record.hashes.clone(), record.services.clone(), kinds.len()),
    )
}
