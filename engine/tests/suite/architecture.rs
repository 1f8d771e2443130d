//! The import direction that the crate's documentation promises.

#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test says what it expects by failing"
)]

use std::fs;
use std::path::Path;

use crate::parts::sources::{files_of, first_word};

/// The modules that determine the facts of a check, and the facts themselves.
const FACTS: &[&str] = &[
    "domain",
    "dns",
    "record",
    "vendors",
    "spf",
    "mail_setup",
    "discovery",
];

/// The modules that judge the facts.
const JUDGEMENTS: &[&str] = &["findings", "explain", "advice", "requirements"];

/// Each module, and groups of the crate's modules that it may import. Tests at the end of a file obey the same limits.
const ALLOWED: &[(&str, &[&[&str]])] = &[
    ("record", &[]),
    ("domain", &[]),
    ("dns", &[&["domain"]]),
    ("vendors", &[]),
    ("spf", &[&["domain", "dns", "record"]]),
    (
        "mail_setup",
        &[&["domain", "dns", "record", "vendors", "spf"]],
    ),
    (
        "discovery",
        &[&["domain", "dns", "record", "vendors", "spf", "mail_setup"]],
    ),
    ("findings", &[FACTS]),
    ("explain", &[FACTS, &["findings"]]),
    ("advice", &[FACTS, &["findings"]]),
    ("requirements", &[FACTS, &["advice"]]),
    ("report", &[FACTS, JUDGEMENTS]),
    ("json", &[FACTS, JUDGEMENTS, &["report"]]),
    (
        "markdown",
        &[&["advice", "discovery", "requirements", "report"]],
    ),
];

#[test]
fn imports_point_one_way() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut wrong = Vec::new();
    for (module, allowed) in ALLOWED {
        for file in files_of(&src, module) {
            let text = fs::read_to_string(&file).unwrap();
            for imported in text.split("crate::").skip(1).map(first_word) {
                let is_allowed = allowed
                    .iter()
                    .any(|group| group.contains(&imported.as_str()));
                if imported != *module && !is_allowed {
                    wrong.push(format!("{} imports {imported}", file.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_module_has_its_place() {
    let lib = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).unwrap();
    let declared: Vec<_> = lib
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'))
        .collect();
    for module in &declared {
        assert!(
            ALLOWED.iter().any(|(known, _)| known == module),
            "{module} has no place in the flow"
        );
    }
    assert_eq!(declared.len(), ALLOWED.len());
}

/// `record::order` explains the reason.
#[test]
fn lists_are_sorted_by_the_one_sort() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut wrong = Vec::new();
    let modules = ALLOWED.iter().map(|(module, _)| *module);
    for file in modules.flat_map(|module| files_of(&src, module)) {
        let is_for_tests = file.ends_with("tests.rs") || file.ends_with("discovery/held.rs");
        let text = fs::read_to_string(&file).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        if !is_for_tests && (code.contains(".sort(") || code.contains(".sort_")) {
            wrong.push(file.display().to_string());
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
