//! The import direction that the crate's documentation promises.

#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test says what it expects by failing"
)]

use std::fs;
use std::path::{Path, PathBuf};

/// What the facts of a check are worked out with, and the facts themselves.
const FACTS: &[&str] = &[
    "domain",
    "dns",
    "record",
    "senders",
    "spf",
    "around",
    "discovery",
];

/// What is made of the facts.
const JUDGEMENTS: &[&str] = &["findings", "explain", "advice", "receivers"];

/// Each module, and the modules of the crate that it may import, in groups. Tests at a file's end are held to it as well.
const ALLOWED: &[(&str, &[&[&str]])] = &[
    ("record", &[]),
    ("domain", &[]),
    ("dns", &[&["domain"]]),
    ("senders", &[]),
    ("spf", &[&["domain", "dns", "record"]]),
    ("around", &[&["domain", "dns", "record", "senders", "spf"]]),
    (
        "discovery",
        &[&["domain", "dns", "record", "senders", "spf", "around"]],
    ),
    ("findings", &[FACTS]),
    ("explain", &[FACTS, &["findings"]]),
    ("advice", &[FACTS, &["findings"]]),
    ("receivers", &[FACTS, &["advice"]]),
    ("report", &[FACTS, JUDGEMENTS]),
    ("json", &[FACTS, JUDGEMENTS, &["report"]]),
    (
        "markdown",
        &[&["advice", "discovery", "receivers", "report"]],
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
        .filter(|module| *module != "web")
        .collect();
    for module in &declared {
        assert!(
            ALLOWED.iter().any(|(known, _)| known == module),
            "{module} has no place in the flow"
        );
    }
    assert_eq!(declared.len(), ALLOWED.len());
}

/// `record::order` says why.
#[test]
fn lists_are_sorted_by_the_one_sort() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut wrong = Vec::new();
    let modules = ALLOWED.iter().map(|(module, _)| *module).chain(["web"]);
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

/// `<module>.rs` and what is in the folder of that name.
fn files_of(src: &Path, module: &str) -> Vec<PathBuf> {
    let mut files = vec![src.join(format!("{module}.rs"))];
    let mut folders = vec![src.join(module)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push(path);
            }
        }
    }
    files.retain(|file| file.extension().is_some_and(|ending| ending == "rs") && file.exists());
    assert!(!files.is_empty(), "{module} has no files");
    files
}

/// The name at the beginning of what follows `crate::`.
fn first_word(text: &str) -> String {
    text.chars()
        .take_while(|c| c.is_alphanumeric() || *c == '_')
        .collect()
}
