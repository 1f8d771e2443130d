//! Any text as an SPF record: nothing is lost, every span is in the text, whitespace and capitals change nothing, and a macro
//! string holds all of its text.
#![no_main]

use dmarc_engine::json;
use dmarc_engine::record::spf::{
    Content, DomainSpec, MacroPart, MacroString, Mechanism, Modifier, Outcome, Qualifier,
    SpfRecord, allows_nobody, is_spf, parse, resembles_spf,
};
use dmarc_engine_fuzz::{assert_places, assert_problems};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let record = parse(text);
    assert_eq!(record.text, text);
    assert_eq!(record.outcome == Outcome::Ignored, !is_spf(text));
    assert!(!(is_spf(text) && resembles_spf(text)));
    let problems: Vec<_> = record.problems.iter().map(|problem| problem.span).collect();
    assert_problems(text, &problems);
    assert_terms(&record);
    if allows_nobody(text) {
        assert_eq!(
            (record.all(), record.lookup_terms()),
            (Some(Qualifier::Fail), 0)
        );
    }
    json::spf_record(&record);

    let rewritten = format!("v=spf1 {}", words(&record).join(" "));
    for other in [
        rewritten,
        text.to_ascii_lowercase(),
        text.to_ascii_uppercase(),
    ] {
        let other = parse(&other);
        if is_spf(text) {
            assert_eq!(
                other.outcome, record.outcome,
                "{:?} beside {text:?}",
                other.text
            );
            assert_eq!(
                other.lookup_terms(),
                record.lookup_terms(),
                "{:?} beside {text:?}",
                other.text
            );
            assert_eq!(
                other.all(),
                record.all(),
                "{:?} beside {text:?}",
                other.text
            );
        }
    }
    if let Some(string) = MacroString::parse_explanation(text) {
        assert_eq!(source(&string, text), text);
        string.expand(|_| text.to_owned());
    }
});

/// The terms as written.
fn words(record: &SpfRecord) -> Vec<&str> {
    record
        .terms
        .iter()
        .map(|term| term.span.of(&record.text))
        .collect()
}

/// Asserts that the spans of terms are correct, and that no term is missing.
fn assert_terms(record: &SpfRecord) {
    let text = record.text.as_str();
    assert_places(text, record.version);
    for term in &record.terms {
        assert_places(
            text,
            [Some(term.span), Some(term.name_span), term.value_span]
                .into_iter()
                .flatten(),
        );
        assert!(term.span.start <= term.name_span.start && term.name_span.end <= term.span.end);
        assert!(term.value_span.is_none_or(|value| value.start >= term.name_span.end && value.end == term.span.end));
        match &term.content {
            Content::Mechanism(
                Mechanism::Include(spec)
                | Mechanism::Exists(spec)
                | Mechanism::A(Some(spec), _)
                | Mechanism::Mx(Some(spec), _)
                | Mechanism::Ptr(Some(spec)),
            )
            | Content::Modifier(Modifier::Redirect(spec) | Modifier::Explanation(spec)) => {
                assert_spec(spec, text);
            }
            Content::Mechanism(Mechanism::Ip(network)) => {
                let (first, last) = network.range();
                assert!(
                    first <= last && network.contains(network.address),
                    "{network:?}"
                );
            }
            _ => {}
        }
    }
    if is_spf(text) {
        let written: Vec<_> = text
            .split(' ')
            .filter(|term| !term.is_empty())
            .skip(1)
            .collect();
        assert_eq!(words(record), written);
    }
}

/// Asserts that a domain specification holds all of its text, and can be expanded.
fn assert_spec(spec: &DomainSpec, text: &str) {
    assert_places(text, [spec.span]);
    assert_eq!(source(&spec.string, text), spec.span.of(text));
    spec.fixed("a.example");
    spec.string.expand(|_| text.to_owned());
}

/// Reconstructs the text that a macro string was parsed from.
fn source(string: &MacroString, text: &str) -> String {
    let parts = string.parts.iter().map(|part| match part {
        MacroPart::Literal(literal) => literal.as_str(),
        MacroPart::Escape("%") => "%%",
        MacroPart::Escape(" ") => "%_",
        MacroPart::Escape(_) => "%-",
        MacroPart::Expansion(expansion) => expansion.span.of(text),
    });
    parts.collect()
}
