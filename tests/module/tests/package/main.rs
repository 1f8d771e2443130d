//! The JS module, installed with npm from the folder to publish: its results in Node, and its types in TypeScript.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test says what it expects by failing"
)]

mod objects;
mod program;

use std::fs;
use std::path::{Path, PathBuf};

use objects::Objects;
use program::Program;
use serde_json::json;

#[test]
fn it_works_in_node() {
    let program = Program::new("node");
    let examples = Objects::of_examples();
    let expected = json!({
        "reports": examples.reports,
        "records": examples.records,
        "spfRecords": examples.spf_records,
        "explanations": examples.explanations,
        "rules": examples.rules,
    });
    program.write("expected.json", &expected.to_string());
    for file in [
        "resolver.mjs",
        "objects.test.mjs",
        "check.test.mjs",
        "errors.test.mjs",
        "bundlers.test.mjs",
        "element.test.mjs",
    ] {
        program.copy(file);
    }
    program.node(&["--test", "--unhandled-rejections=strict"]);
}

#[test]
fn the_packages_example_says_what_it_should() {
    let program = Program::new("readme");
    program.write("example.mjs", &example_in(&package_readme()));
    let said = program.node(&["example.mjs"]);
    let lines: Vec<_> = said.lines().take(3).collect();
    assert_eq!(
        lines,
        [
            "reject - Receivers are asked to refuse forged mail from weak-subdomains.example. \
             But for subdomains of weak-subdomains.example, receivers are not asked to stop anything.",
            "weak-subdomains.example reject reject",
            "news.weak-subdomains.example none none",
        ]
    );
}

#[test]
fn the_projects_example_says_what_it_should() {
    let program = Program::new("project-readme");
    program.write("example.mjs", &example_in(&project("README.md")));
    let said = program.node(&["example.mjs"]);
    let (found, tasks) = said.split_once('\n').expect("a line and the tasks");
    assert_eq!(found, "collecting-blind [ 'no-aggregate-reports' ]");
    assert!(
        tasks.contains("name: '_dmarc.no-reports.example'"),
        "{said}"
    );
}

#[test]
fn the_examples_of_the_documentation_say_what_they_should() {
    let examples = examples_in(&project("docs/api.md"));
    let [first, report, errors] = examples.as_slice() else {
        panic!("{} examples", examples.len());
    };
    let program = Program::new("documentation");
    let said = |example: &str| {
        program.write("example.mjs", example);
        program.node(&["example.mjs"])
    };
    assert_eq!(
        said(first),
        "true collecting-blind problem no-aggregate-reports\n\
         receive-reports,quarantine,invented-names\n\
         reject percentage-partial,no-aggregate-reports\n\
         1\n\
         true true\n"
    );
    let report = said(report);
    assert!(
        report.starts_with(
            "weak-subdomains.example reject reject\nnews.weak-subdomains.example none none\n"
        ),
        "{report}"
    );
    assert!(!report.contains("undefined"), "{report}");
    assert_eq!(
        said(errors),
        "input domain 192.0.2.1 is an IP address. DMARC protects domain names.\n"
    );
}

#[test]
fn typescript_accepts_every_object_and_refuses_what_is_not() {
    let program = Program::new("types");
    program.write("example.mts", &example_in(&package_readme()));
    program.write("project.mts", &example_in(&project("README.md")));
    for (number, example) in examples_in(&project("docs/api.md")).iter().enumerate() {
        program.write(&format!("documentation-{number}.mts"), example);
    }
    program.write(
        "objects.mts",
        &(Objects::of_examples() + Objects::of_fixtures()).as_typescript(),
    );
    program.copy("usage.mts");
    program.check_types("nodenext", "*.mts");
    program.check_types("bundler", "usage.mts");
}

/// The path of the package's README.
fn package_readme() -> PathBuf {
    program::package().join("README.md")
}

/// The path of a document of the project.
fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .join(path)
}

/// The first JavaScript block in a document.
fn example_in(document: &Path) -> String {
    let mut examples = examples_in(document).into_iter();
    examples.next().expect("it has an example")
}

/// Every JavaScript block in a document.
fn examples_in(document: &Path) -> Vec<String> {
    let document = fs::read_to_string(document).expect("the document is there");
    let blocks = document.split("```js\n").skip(1);
    blocks
        .filter_map(|rest| rest.split("```").next().map(str::to_owned))
        .collect()
}
