//! Any text as a DMARC record: nothing is lost, every span is in the text, a rewritten record has the same meaning, an inserted
//! tag is added to the others, a suggestion is a record without its finding, and a difference contains both records.
#![no_main]

use dmarc_engine::findings::{Finding, judge_record};
use dmarc_engine::json;
use dmarc_engine::record::dmarc::{
    DmarcRecord, Outcome, Segment, TagName, difference, is_dmarc, parse, resembles_dmarc,
};
use dmarc_engine::record::elements;
use dmarc_engine_fuzz::list::assert_elements;
use dmarc_engine_fuzz::{assert_places, assert_problems};
use libfuzzer_sys::fuzz_target;

/// The maximum number of places that a rule shows.
const MOST: usize = 10;

fuzz_target!(|text: &str| {
    let record = parse(text);
    assert_eq!(record.text, text);
    assert_elements(text);
    let problems: Vec<_> = record.problems.iter().map(|problem| problem.span).collect();
    assert_problems(text, &problems);
    assert_places(
        text,
        record
            .tags
            .iter()
            .flat_map(|tag| [tag.span, tag.name_span, tag.value_span]),
    );
    assert_places(text, record.report_uris().map(|(_, uri)| uri.span));
    assert!(is_dmarc(text) || record.outcome == Outcome::Ignored);
    assert!(!(is_dmarc(text) && resembles_dmarc(text)));
    json::record(&record);

    assert_written_anew(&record);
    assert_tags_can_be_put_in(&record);
    let findings = judge_record(&record).found;
    assert_cured(text, &findings);
    for finding in findings {
        assert_places(text, finding.hits().filter_map(|hit| hit.span));
        for suggestion in finding.hits().filter_map(|hit| hit.suggestion.as_ref()) {
            let is_record =
                suggestion.name.is_some() || !is_dmarc(text) || is_dmarc(&suggestion.text);
            assert!(
                is_record,
                "{} makes {:?} of {text:?}",
                finding.rule.id, suggestion.text
            );
            assert_difference(text, &suggestion.text);
        }
    }
});

/// Asserts that the suggestion of a finding removes it. Tests one finding for each text, because judging is slow.
fn assert_cured(text: &str, findings: &[Finding]) {
    let Some(finding) = findings.get(text.len() % findings.len().max(1)) else {
        return;
    };
    let suggestion = finding.hit.suggestion.as_ref();
    let Some(suggestion) =
        suggestion.filter(|suggestion| suggestion.name.is_none() && is_dmarc(text))
    else {
        return;
    };
    let id = finding.rule.id;
    let count = |findings: &[Finding]| {
        let of_rule = findings.iter().filter(|found| found.rule.id == id);
        of_rule.flat_map(Finding::hits).count()
    };
    let before = count(findings);
    let after = count(&judge_record(&parse(&suggestion.text)).found);
    // The first adds a tag for other receivers. The findings of the second depend on adjacent elements.
    let is_cure = !["test-mode", "element-without-equals"].contains(&id) && before < MOST;
    assert!(
        after < before || !is_cure,
        "{id} makes {:?} of {text:?}",
        suggestion.text
    );
}

/// Asserts that the elements alone make the same record.
fn assert_written_anew(record: &DmarcRecord) {
    let text = record.without(&[]);
    let again = parse(&text);
    assert_eq!(again.without(&[]), text);
    for name in TagName::ALL {
        assert_eq!(
            again.value_of(name),
            record.value_of(name),
            "{:?}",
            record.text
        );
        assert_eq!(
            again.origin_of(name),
            record.origin_of(name),
            "{:?}",
            record.text
        );
        assert_eq!(
            again.effective_text(name),
            record.effective_text(name),
            "{:?}",
            record.text
        );
    }
    if is_dmarc(&record.text) {
        assert_eq!(again.outcome, record.outcome, "{:?}", record.text);
    }
}

/// Asserts that an inserted tag exists, and that all others are unchanged.
fn assert_tags_can_be_put_in(record: &DmarcRecord) {
    for name in TagName::ALL
        .into_iter()
        .filter(|name| *name != TagName::Version)
    {
        let changed = parse(&record.with_tag(name, "x"));
        assert_eq!(changed.value_of(name), Some("x"), "{:?}", record.text);
        for other in TagName::ALL.into_iter().filter(|other| *other != name) {
            let (now, before) = (changed.value_of(other), record.value_of(other));
            assert!(
                now == before || !is_dmarc(&record.text),
                "{other} beside {name} in {:?}",
                record.text
            );
        }
    }
}

/// Asserts that a difference contains both records, element by element.
fn assert_difference(before: &str, after: &str) {
    let (mut old, mut new) = (Vec::new(), Vec::new());
    for segment in difference(before, after) {
        let (is_old, is_new, text) = match segment {
            Segment::Kept(text) => (true, true, text),
            Segment::Removed(text) => (true, false, text),
            Segment::Added(text) => (false, true, text),
        };
        let text = text.trim_end_matches(';').to_owned();
        old.extend(is_old.then(|| text.clone()));
        new.extend(is_new.then_some(text));
    }
    assert_eq!(old, parts(before));
    assert_eq!(new, parts(after));
}

/// The elements as written.
fn parts(text: &str) -> Vec<&str> {
    let elements = elements(text).filter(|element| !element.is_empty());
    elements.map(|element| element.span.of(text)).collect()
}
