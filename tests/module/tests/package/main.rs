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
fn the_readmes_example_says_what_it_should() {
    let program = Program::new("readme");
    program.write("example.mjs", &example_in(&package_readme()));
    let said = program.node(&["example.mjs"]);
    let lines: Vec<_> = said.lines().take(3).collect();
    assert_eq!(
        lines,
        [
            "reject - Receivers are asked to refuse forged mail from weak-subdomains.example. \
             But for subdomains of weak-subdomains.example, receivers are asked for nothing.",
            "weak-subdomains.example reject reject",
            "news.weak-subdomains.example none none",
        ]
    );
}

#[test]
fn the_example_of_the_project_says_what_it_should() {
    let program = Program::new("project-readme");
    program.write("example.mjs", &example_in(&project_readme()));
    let said = program.node(&["example.mjs"]);
    let lines: Vec<_> = said.lines().collect();
    assert_eq!(lines.len(), 9, "{said}");
    assert_eq!(
        lines[..8],
        [
            "true collecting-blind problem Anyone can send mail as no-reports.example. Receivers are not asked to stop \
             anything. No report can arrive, so this policy does nothing.",
            "[",
            "  'Make the reports arrive',",
            "  'Ask for quarantine',",
            "  'Ask for reject for names that do not exist'",
            "] no-aggregate-reports",
            "reject Receivers on RFC 9989 ignore pct=50 and apply the policy to all failing mail; those on RFC 7489 apply \
             it to 50%. There is no rua, so nobody reports which genuine mail fails.",
            "1",
        ]
    );
    let (tags, rules) = lines[8].split_once(' ').expect("two numbers");
    assert!(tags.parse::<u32>().is_ok_and(|tags| tags > 2), "{said}");
    assert!(
        rules.parse::<u32>().is_ok_and(|rules| rules > 100),
        "{said}"
    );
}

#[test]
fn typescript_accepts_every_object_and_refuses_what_is_not() {
    let program = Program::new("types");
    program.write("example.mts", &example_in(&package_readme()));
    program.write("project.mts", &example_in(&project_readme()));
    program.write(
        "objects.mts",
        &(Objects::of_examples() + Objects::of_fixtures()).as_typescript(),
    );
    program.copy("usage.mts");
    program.check_types("nodenext", "*.mts");
    program.check_types("bundler", "usage.mts");
}

/// The package's README.
fn package_readme() -> PathBuf {
    program::package().join("README.md")
}

/// The project's README.
fn project_readme() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../README.md")
}

/// The first block of JavaScript in a README.
fn example_in(readme: &Path) -> String {
    let readme = fs::read_to_string(readme).expect("there is a README");
    let (_, rest) = readme.split_once("```js\n").expect("it has an example");
    rest.split("```").next().unwrap_or_default().to_owned()
}
