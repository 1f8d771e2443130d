//! Checks the documentation against the code: names that it must mention, and links that must resolve.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test says what it expects by failing"
)]

use std::fs;
use std::path::{Path, PathBuf};

use dmarc_checker::embed::{EVENTS, LOOK_PROPERTIES, VIEWS, parts};
use dmarc_engine::dns::PROVIDERS;
use dmarc_engine::report::Section;

/// The documents, relative to the project root.
const DOCUMENTS: [&str; 6] = [
    "README.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "docs/api.md",
    "docs/embedding.md",
    "embed/module/README.md",
];

/// Custom properties that are not for hosts: three hold the page's widths, the last changes with each state.
const INTERNAL: [&str; 4] = [
    "--dmarc-measure",
    "--dmarc-page",
    "--dmarc-gutter",
    "--dmarc-state",
];

/// A path relative to the project root.
fn at(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Reads a file.
fn text(path: &str) -> String {
    fs::read_to_string(at(path)).expect(path)
}

/// The text between the first pair of these markers.
fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let (_, rest) = text.split_once(start).expect(start);
    rest.split_once(end).expect(end).0
}

/// The strings in double quotes.
fn quoted(text: &str) -> Vec<&str> {
    text.split('"').skip(1).step_by(2).collect()
}

/// The members of a TypeScript interface.
fn members<'a>(types: &'a str, interface: &str) -> Vec<&'a str> {
    let body = between(types, &format!("export interface {interface} {{\n"), "\n}");
    body.lines()
        .filter(|line| !line.trim_start().starts_with(['/', '*']))
        .filter_map(|line| Some(line.trim_start().split_once(':')?.0.trim_end_matches('?')))
        .collect()
}

/// The code spans in a line of Markdown.
fn spans(line: &str) -> impl Iterator<Item = &str> {
    line.split('`').skip(1).step_by(2)
}

/// The lines of a document outside code blocks.
fn prose(document: &str) -> Vec<&str> {
    let mut is_code = false;
    let outside = document.lines().filter(|line| {
        let is_fence = line.starts_with("```");
        is_code ^= is_fence;
        !is_code && !is_fence
    });
    outside.collect()
}

/// Asserts that a document mentions each of these as code.
#[track_caller]
fn assert_names<'a>(path: &str, names: impl IntoIterator<Item = &'a str>) {
    let document = text(path);
    let lines = prose(&document);
    for name in names {
        let is_it = |span: &str| span.split(['(', ' ']).next() == Some(name) || span == name;
        let mut all = lines.iter().flat_map(|line| spans(line));
        assert!(all.any(is_it), "{path} does not name {name}");
    }
}

/// The anchor that Markdown renderers generate for a heading.
fn anchor(heading: &str) -> String {
    let heading = heading.trim_start_matches('#').trim().to_lowercase();
    let kept = heading
        .chars()
        .filter(|c| c.is_alphanumeric() || " -".contains(*c));
    kept.map(|c| if c == ' ' { '-' } else { c }).collect()
}

#[test]
fn embedding_names_all_that_a_host_can_say_and_hear() {
    let attributes = text("embed/attributes.js");
    let types = text("embed/module/index.d.ts");
    let element = text("embed/element/dmarc-checker.d.ts");
    let codes = between(&types, "export type LoadErrorCode =", ";");
    let more = between(&element, "export type ElementErrorCode =", ";");
    let path = "docs/embedding.md";
    assert_names(path, quoted(between(&attributes, "[", "]")));
    assert_names(
        path,
        [
            "wasm-src",
            "reportHref",
            "wasmSrc",
            "check",
            "reset",
            "result",
        ],
    );
    assert_names(path, VIEWS.iter().map(|view| view.value));
    assert_names(path, PROVIDERS.iter().map(|provider| provider.0));
    assert_names(path, parts().iter().map(|part| part.value));
    assert_names(path, EVENTS.iter().map(|event| event.0));
    assert_names(path, quoted(codes));
    assert_names(path, quoted(more));
    let sections = Section::ALL.into_iter();
    let parts = sections.filter(|section| !matches!(section, Section::Topics | Section::Export));
    assert_names(path, parts.map(Section::id));
}

#[test]
fn embedding_names_the_custom_properties_that_there_are() {
    let tokens = text("styles/tokens.css");
    let names = tokens
        .lines()
        .filter_map(|line| Some(line.trim().split_once(':')?.0));
    let properties: Vec<_> = names
        .filter(|name| name.starts_with("--dmarc-") && !INTERNAL.contains(name))
        .collect();
    assert!(LOOK_PROPERTIES.iter().all(|name| properties.contains(name)));
    assert_names("docs/embedding.md", properties.iter().copied());
    let document = text("docs/embedding.md");
    for name in prose(&document).into_iter().flat_map(spans) {
        let is_known = !name.starts_with("--dmarc-") || properties.contains(&name);
        assert!(is_known, "there is no {name}");
    }
}

#[test]
fn the_api_names_all_functions_options_fields_and_codes() {
    let types = text("embed/module/index.d.ts");
    let functions = types.lines().filter_map(|line| {
        let rest = line.strip_prefix("export function ")?;
        Some(rest.split_once('(')?.0)
    });
    let codes = between(&types, "export type LoadErrorCode =", ";");
    for path in ["docs/api.md", "embed/module/README.md"] {
        assert_names(path, functions.clone());
        assert_names(path, members(&types, "CheckOptions"));
        assert_names(path, quoted(codes));
    }
    assert_names("docs/api.md", members(&types, "Report"));
    assert_names(
        "docs/api.md",
        quoted(between(&types, "export type Stage =", ";")),
    );
}

#[test]
fn contributing_names_every_step_and_bound() {
    let list = text("xtask/src/checks/list.rs");
    let steps = list.lines().filter_map(|line| {
        let name = line.strip_prefix("        name: \"")?;
        name.strip_suffix("\",")
    });
    assert!(steps.clone().count() > 10);
    assert_names("CONTRIBUTING.md", steps);
    let document = text("CONTRIBUTING.md");
    let sizes = text("xtask/src/size.rs");
    let bounds = sizes.lines().filter_map(|line| {
        let (_, bound) = line.strip_prefix("const ")?.split_once(": u64 = ")?;
        bound.strip_suffix("_000;")
    });
    assert!(bounds.clone().count() > 4);
    for bound in bounds {
        assert!(document.contains(&format!("| {bound} kB |")), "{bound} kB");
    }
}

#[test]
fn links_lead_somewhere() {
    for path in DOCUMENTS {
        let document = text(path);
        let words = prose(&document).join("\n");
        // Code spans may contain brackets.
        let words: String = words.split('`').step_by(2).collect();
        let links = words.split("](").skip(1);
        for link in links.filter_map(|rest| rest.split(')').next()) {
            if link.starts_with("https://") {
                continue;
            }
            let (file, place) = link.split_once('#').unwrap_or((link, ""));
            let folder = at(path).parent().unwrap().to_owned();
            let target = if file.is_empty() {
                at(path)
            } else {
                folder.join(file)
            };
            assert!(target.exists(), "{path}: {link}");
            if !place.is_empty() {
                let target = fs::read_to_string(target).unwrap();
                let headings = prose(&target);
                let mut headings = headings.iter().filter(|line| line.starts_with('#'));
                assert!(headings.any(|line| anchor(line) == place), "{path}: {link}");
            }
        }
    }
}

#[test]
fn files_that_are_named_are_there() {
    let folders = [
        "assets/", "benches/", "docs/", "embed/", "engine/", "fuzz/", "split/", "src/", "styles/",
        "tests/", "xtask/",
    ];
    let mut count = 0;
    for path in DOCUMENTS {
        let document = text(path);
        for span in prose(&document).into_iter().flat_map(spans) {
            let is_path = folders.iter().any(|folder| span.starts_with(folder));
            if is_path && !span.contains(['<', ' ']) {
                assert!(at(span).exists(), "{path}: {span}");
                count += 1;
            }
        }
    }
    assert!(count > 50, "{count}");
}
