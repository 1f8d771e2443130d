//! The JS module, installed with npm from the folder that is published: what it gives in Node, and what TypeScript makes of
//! its types.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test says what it expects by failing"
)]

mod objects;
mod program;

use std::fs;

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
    ] {
        program.copy(file);
    }
    program.node(&["--test", "--unhandled-rejections=strict"]);
}

#[test]
fn the_readmes_example_says_what_it_should() {
    let program = Program::new("readme");
    program.write("example.mjs", &example_in_readme());
    let said = program.node(&["example.mjs"]);
    let lines: Vec<_> = said.lines().take(3).collect();
    assert_eq!(
        lines,
        [
            "reject - Receivers are asked to refuse forged mail from weak-subdomains.example, but not from its subdomains.",
            "weak-subdomains.example reject reject",
            "news.weak-subdomains.example none none",
        ]
    );
}

#[test]
fn typescript_accepts_every_object_and_refuses_what_is_not() {
    let program = Program::new("types");
    program.write("example.mts", &example_in_readme());
    program.write(
        "objects.mts",
        &(Objects::of_examples() + Objects::of_fixtures()).as_typescript(),
    );
    program.copy("usage.mts");
    program.check_types("nodenext", "*.mts");
    program.check_types("bundler", "usage.mts");
}

/// The first block of JavaScript in the package's README.
fn example_in_readme() -> String {
    let readme = fs::read_to_string(program::package().join("README.md")).expect("it has a README");
    let (_, rest) = readme.split_once("```js\n").expect("it has an example");
    rest.split("```").next().unwrap_or_default().to_owned()
}
