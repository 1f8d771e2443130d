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
    "vendors",
    "spf",
    "mail_setup",
    "discovery",
];

/// What is made of the facts.
const JUDGEMENTS: &[&str] = &["findings", "explain", "advice", "requirements"];

/// Each module, and the modules of the crate that it may import, in groups. Tests at a file's end are held to it as well.
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

/// The modules of the page in layers: a module imports from its own layer and from those before it alone. Where a layer has
/// several modules, these may import each other.
///
/// The gates to the parts that are loaded later lead to the views behind them, and are called by the views before them; so they
/// share a layer with both, with the hooks that call them, and with the source of answers that one of them leads to.
const PAGE: &[&[&str]] = &[
    &["browser"],
    &["cache"],
    &["part"],
    &["page"],
    &["route"],
    &["location"],
    &["suffix_list"],
    &["choice"],
    &["storage"],
    &["answered"],
    &["export"],
    &["fetch"],
    &["attributes"],
    &["state"],
    &["embed"],
    &[
        "components",
        "gates",
        "hooks",
        "on_demand",
        "pages",
        "source",
    ],
    &["app"],
    &["widget"],
    &["module"],
];

/// What a module may not import although it is in a layer before it: the page, the widget and the module are three programs.
const APART: [&str; 3] = ["app", "widget", "module"];

#[test]
fn imports_of_the_page_point_one_way() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/web");
    let layer = |module: &str| PAGE.iter().position(|layer| layer.contains(&module));
    let head = fs::read_to_string(folder.join("mod.rs")).unwrap();
    let modules: Vec<_> = head
        .lines()
        .filter_map(|line| line.trim_start_matches("pub ").strip_prefix("mod "))
        .filter_map(|line| line.strip_suffix(';'))
        .collect();
    for module in &modules {
        assert!(layer(module).is_some(), "{module} has no layer");
    }
    assert_eq!(modules.len(), PAGE.concat().len());
    let mut wrong = Vec::new();
    for module in &modules {
        for file in files_of(&folder, module) {
            let text = fs::read_to_string(&file).unwrap();
            // Comments and tests may speak of anything.
            let code = text.split("#[cfg(test)]").next().unwrap_or_default();
            let code: Vec<_> = code
                .lines()
                .filter(|line| !line.trim_start().starts_with("//"))
                .collect();
            let depth = file.strip_prefix(&folder).unwrap().components().count();
            let is_head = file.ends_with("mod.rs");
            let up = "super::".repeat(if is_head { depth - 1 } else { depth });
            for imported in imported(&code.join("\n"), &up, &head, &modules) {
                let is_apart = APART.contains(&imported.as_str()) && APART.contains(module);
                if imported != *module && (layer(&imported) > layer(module) || is_apart) {
                    wrong.push(format!("{} imports {imported}", file.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The modules of the page that code imports from, by `crate::web::` or by as many `super::` as lead there. What `head`
/// exports again counts as its module's.
fn imported(code: &str, up: &str, head: &str, modules: &[&str]) -> Vec<String> {
    let code: String = code.split_whitespace().collect::<Vec<_>>().join(" ");
    let starts = ["crate::web::", up];
    let mut found = Vec::new();
    for start in starts {
        for (place, _) in code.match_indices(start) {
            // One more would lead further up.
            let before = code.get(..place).unwrap_or_default();
            let rest = code.get(place + start.len()..).unwrap_or_default();
            if before.ends_with("super::") || rest.starts_with("super::") {
                continue;
            }
            let names = match rest.strip_prefix('{') {
                Some(list) => firsts_of(list),
                None => vec![first_word(rest)],
            };
            found.extend(names.iter().filter_map(|name| {
                if modules.contains(&name.as_str()) {
                    return Some(name.clone());
                }
                let mut exports = head.lines().filter(|line| line.starts_with("pub use "));
                let export = exports.find(|line| {
                    let words: Vec<_> = line
                        .split(|c: char| !(c.is_alphanumeric() || c == '_'))
                        .collect();
                    words
                        .get(3..)
                        .is_some_and(|names| names.contains(&name.as_str()))
                })?;
                Some(first_word(export.strip_prefix("pub use ")?))
            }));
        }
    }
    found
}

#[test]
fn imports_are_seen_however_they_are_written() {
    let head = "mod browser;\nmod state;\npub use state::{Check, State};\n";
    let modules = ["browser", "state"];
    for (code, expected) in [
        ("use crate::web::browser::now;", &["browser"][..]),
        (
            "use crate::web::{\n    Check,\n    browser::{now, whole},\n};",
            &["state", "browser"],
        ),
        (
            "use super::super::State;\nuse super::plan::Shown;",
            &["state"],
        ),
        ("let now = super::super::browser::now();", &["browser"]),
        ("use super::super::super::report::State;", &[]),
        ("use crate::report::Report;", &[]),
    ] {
        assert_eq!(
            imported(code, "super::super::", head, &modules),
            expected,
            "{code}"
        );
    }
}

/// The first words of the paths in a list in braces, whose first brace is gone.
fn firsts_of(list: &str) -> Vec<String> {
    let mut depth = 0_i32;
    let mut firsts = vec![String::new()];
    for c in list.chars() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => firsts.push(String::new()),
            c if depth == 0 => firsts.last_mut().unwrap().push(c),
            _ => {}
        }
    }
    let words = firsts.iter().map(|path| first_word(path.trim()));
    words.filter(|word| !word.is_empty()).collect()
}

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
