//! Tag lists, as in DKIM, BIMI, MTA-STS and TLS-RPT records.

use dmarc_engine::record::{Problem, Tag, elements};

use crate::{assert_places, assert_problems};

/// Asserts that the spans of tags and problems are correct, and that every text between the tags is a problem of its own.
#[track_caller]
pub fn assert_list<N, K>(text: &str, tags: &[Tag<N>], problems: &[Problem<K>]) {
    let places: Vec<_> = problems.iter().map(|problem| problem.span).collect();
    assert_problems(text, &places);
    for tag in tags {
        assert_places(text, [tag.span, tag.name_span, tag.value_span]);
        assert!(
            tag.span.start <= tag.name_span.start
                && tag.name_span.end < tag.value_span.start.max(1)
        );
        assert!(
            tag.value_span.end <= tag.span.end,
            "{:?} in {text:?}",
            tag.span
        );
        let equals = text.get(tag.name_span.end..tag.value_span.start);
        assert!(
            equals.is_some_and(|equals| equals.trim() == "="),
            "{equals:?} in {text:?}"
        );
    }
    let in_order = tags
        .windows(2)
        .all(|pair| pair[0].span.end < pair[1].span.start);
    assert!(in_order, "tags of {text:?}");
    let with_equals = elements(text)
        .filter(|element| element.value.is_some())
        .count();
    assert_eq!(tags.len(), with_equals, "tags of {text:?}");
    assert_elements(text);
}

/// Asserts that only semicolons and whitespace are outside the elements of a list.
#[track_caller]
pub fn assert_elements(text: &str) {
    let mut left = text.as_bytes().to_vec();
    for element in elements(text) {
        left[element.span.start..element.span.end].fill(b' ');
    }
    assert!(
        left.iter().all(|octet| b" \t;".contains(octet)),
        "something is lost of {text:?}"
    );
}

/// Rewrites the list from its tags.
pub fn written<N>(text: &str, tags: &[Tag<N>]) -> String {
    let tags = tags
        .iter()
        .map(|tag| format!("{}={}", tag.name_span.of(text), tag.value_span.of(text)));
    tags.collect::<Vec<_>>().join("; ")
}
