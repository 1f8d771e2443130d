//! The import direction within the page. The compiler ensures that the engine does not depend on the page.

#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test says what it expects by failing"
)]

#[path = "../engine/tests/suite/parts/sources.rs"]
mod sources;

use std::fs;
use std::path::Path;

use sources::{files_of, first_word};

/// The modules of the page in order: a module may import only from earlier ones.
///
/// So the gates to later parts appear twice: the gates to work, which hooks and views call, and the gates to views.
const PAGE: &[&str] = &[
    "browser",
    "cache",
    "part",
    "page",
    "route",
    "location",
    "suffix_list",
    "choice",
    "storage",
    "answered",
    "export",
    "fetch",
    "attributes",
    "state",
    "embed",
    "on_demand",
    "source",
    "course",
    "later",
    "hooks",
    "components",
    "pages",
    "later_views",
    "on_demand_views",
    "app",
    "widget",
    "module",
];

/// Imports that are forbidden although the order allows them: the page, the widget and the module are three programs.
const APART: [&str; 3] = ["app", "widget", "module"];

#[test]
fn imports_of_the_page_point_one_way() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let place = |module: &str| PAGE.iter().position(|other| *other == module);
    let head = fs::read_to_string(folder.join("lib.rs")).unwrap();
    let modules: Vec<_> = head
        .lines()
        .filter_map(|line| line.trim_start_matches("pub ").strip_prefix("mod "))
        .filter_map(|line| line.strip_suffix(';'))
        .collect();
    for module in &modules {
        assert!(place(module).is_some(), "{module} has no place");
    }
    assert_eq!(modules.len(), PAGE.len());
    let mut wrong = Vec::new();
    for module in &modules {
        for file in files_of(&folder, module) {
            let text = fs::read_to_string(&file).unwrap();
            // Comments and tests may mention any module.
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
                if imported != *module && (place(&imported) > place(module) || is_apart) {
                    wrong.push(format!("{} imports {imported}", file.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The modules of the page that code imports from, through `crate::` or the matching number of `super::`. A re-export of `head`
/// counts as its module.
fn imported(code: &str, up: &str, head: &str, modules: &[&str]) -> Vec<String> {
    let code: String = code.split_whitespace().collect::<Vec<_>>().join(" ");
    let starts = ["crate::", up];
    let mut found = Vec::new();
    for start in starts {
        for (place, _) in code.match_indices(start) {
            // One more `super` would lead further up.
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
        ("use crate::browser::now;", &["browser"][..]),
        (
            "use crate::{\n    Check,\n    browser::{now, whole},\n};",
            &["state", "browser"],
        ),
        (
            "use super::super::State;\nuse super::plan::Shown;",
            &["state"],
        ),
        ("let now = super::super::browser::now();", &["browser"]),
        ("use super::super::super::report::State;", &[]),
        ("use dmarc_engine::report::Report;", &[]),
    ] {
        assert_eq!(
            imported(code, "super::super::", head, &modules),
            expected,
            "{code}"
        );
    }
}

/// The first path segments of a list in braces, given without its opening brace.
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
