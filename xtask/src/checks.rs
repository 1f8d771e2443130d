//! `cargo xtask test`: every check, in order, with its time.

use std::process::{Command, ExitCode};
use std::time::Instant;

use crate::command::{Failure, Result, line, run as run_command};
use crate::places::Places;
use crate::setup::{self, Lack, Need, Tools, seconds};
use crate::{page, size};

/// One check.
struct Check {
    /// Its name, for `--only`.
    name: &'static str,
    /// What passing it means.
    meaning: &'static str,
    /// What it cannot run without.
    needs: &'static [Need],
    /// What it does.
    action: Action,
}

/// What a check does.
enum Action {
    /// Runs cargo with these arguments.
    Cargo(&'static [&'static str]),
    /// Runs cargo's documentation with warnings as errors.
    Document(&'static [&'static str]),
    /// Builds `dist/`.
    Build,
    /// Compares the first load with its bound.
    Size,
    /// Runs the browser tests on `dist/`.
    Browser,
}

/// The name of the check that `--no-browser` leaves out.
const BROWSER: &str = "browser";

/// All checks, quick ones first. Few combinations of features, so that a second run compiles little.
const CHECKS: &[Check] = &[
    Check {
        name: "fmt",
        meaning: "the code is formatted",
        needs: &[Need::Rustfmt],
        action: Action::Cargo(&["fmt", "--all", "--check"]),
    },
    Check {
        name: "clippy",
        meaning: "no lint warns, in no package and no test",
        needs: &[Need::Clippy],
        // With `ssr` the tests of the views are linted too; `clippy-wasm` has the default features.
        action: Action::Cargo(&[
            "clippy",
            "--workspace",
            "--all-targets",
            "--features",
            "dmarc-checker/ssr",
            "--",
            "-D",
            "warnings",
        ]),
    },
    Check {
        name: "clippy-engine",
        meaning: "the engine builds without a browser and no lint warns",
        needs: &[Need::Clippy],
        action: Action::Cargo(&[
            "clippy",
            "-p",
            "dmarc-checker",
            "--no-default-features",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ]),
    },
    Check {
        name: "clippy-wasm",
        meaning: "the page builds for browsers and no lint warns",
        needs: &[Need::Clippy, Need::WasmTarget],
        action: Action::Cargo(&[
            "clippy",
            "-p",
            "dmarc-checker",
            "--target",
            "wasm32-unknown-unknown",
            "--lib",
            "--bins",
            "--",
            "-D",
            "warnings",
        ]),
    },
    Check {
        name: "doc",
        meaning: "the documentation builds without a warning",
        needs: &[],
        action: Action::Document(&["doc", "--no-deps", "-p", "dmarc-checker"]),
    },
    Check {
        name: "test-engine",
        meaning: "the engine's tests pass",
        needs: &[],
        action: Action::Cargo(&["test", "-p", "dmarc-checker", "--no-default-features"]),
    },
    Check {
        name: "test-views",
        meaning: "the views render what they should",
        needs: &[],
        action: Action::Cargo(&[
            "test",
            "-p",
            "dmarc-checker",
            "--features",
            "ssr",
            "--test",
            "views",
        ]),
    },
    Check {
        name: "test-xtask",
        meaning: "the tests of cargo xtask pass",
        needs: &[],
        action: Action::Cargo(&["test", "-p", "xtask"]),
    },
    Check {
        name: "build",
        meaning: "the page builds as it is published",
        needs: Need::PAGE,
        action: Action::Build,
    },
    Check {
        name: "size",
        meaning: "a first visit loads no more than the bound",
        // Not Trunk: this measures the folder that is there, and `build` makes it.
        needs: &[],
        action: Action::Size,
    },
    Check {
        name: BROWSER,
        meaning: "the built page works in real browsers",
        needs: &[Need::AxeCore, Need::Geckodriver, Need::Packages],
        action: Action::Browser,
    },
];

/// Which checks to run.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Selection {
    /// The names asked for; none means all.
    pub(crate) only: Vec<&'static str>,
    /// Leaves the browser tests out.
    pub(crate) no_browser: bool,
}

/// What became of a check.
enum Outcome {
    /// It ran and is fine.
    Passed,
    /// It ran and is not.
    Failed,
    /// It did not run, and why.
    NotRun(String),
}

/// Sets up and runs the chosen checks; the code is success only if all of them passed.
pub(crate) fn run(places: &Places, selection: &Selection) -> Result<ExitCode> {
    let chosen: Vec<&Check> = CHECKS
        .iter()
        .filter(|check| selection.includes(check))
        .collect();
    let needs: Vec<Need> = chosen
        .iter()
        .flat_map(|check| check.needs)
        .copied()
        .collect();
    let start = Instant::now();
    let lacks = setup::set_up(places, &needs)?;
    println!(
        "set-up: {} in {}",
        if lacks.is_empty() {
            "ready"
        } else {
            "incomplete"
        },
        seconds(start)
    );

    let mut outcomes = Vec::new();
    let mut stopped = false;
    for (index, check) in chosen.iter().enumerate() {
        let start = Instant::now();
        let outcome = if stopped {
            Outcome::NotRun("an earlier step failed".to_owned())
        } else if let Some(reason) = reason_not_to_run(check, &lacks, &outcomes) {
            Outcome::NotRun(reason)
        } else {
            println!(
                "\n=== {}/{} {}: {}",
                index + 1,
                chosen.len(),
                check.name,
                check.meaning
            );
            match check.run(places) {
                Ok(()) => Outcome::Passed,
                Err(failure) => {
                    eprintln!("\n{} failed: {failure}", check.name);
                    eprintln!("To repeat it alone: cargo xtask test --only {}", check.name);
                    stopped = true;
                    Outcome::Failed
                }
            }
        };
        outcomes.push((*check, outcome, seconds(start)));
    }
    Ok(summarize(&outcomes, selection))
}

/// The name as [`CHECKS`] has it.
pub(crate) fn named(name: &str) -> Result<&'static str> {
    let names = || CHECKS.iter().map(|check| check.name);
    names().find(|known| *known == name).ok_or_else(|| {
        let names: Vec<_> = names().collect();
        Failure::new(format!(
            "There is no step `{name}`. The steps are {}.",
            names.join(", ")
        ))
    })
}

/// Why a check cannot run, if it cannot.
fn reason_not_to_run(
    check: &Check,
    lacks: &[Lack],
    outcomes: &[(&Check, Outcome, String)],
) -> Option<String> {
    let lack = lacks.iter().find(|lack| check.needs.contains(&lack.need));
    // An old `dist/` may lie there; judging it would say nothing about this source.
    let unbuilt = outcomes.iter().any(|(earlier, outcome, _)| {
        matches!(
            (&earlier.action, outcome),
            (Action::Build, Outcome::NotRun(_))
        )
    });
    let wants_dist = matches!(check.action, Action::Size | Action::Browser);
    lack.map(|lack| lack.reason.clone())
        .or_else(|| (wants_dist && unbuilt).then(|| "the page could not be built".to_owned()))
}

/// Prints what became of every check, and gives the exit code.
fn summarize(outcomes: &[(&Check, Outcome, String)], selection: &Selection) -> ExitCode {
    println!("\n=== Summary");
    let (mut passed, mut failed, mut not_run) = (0, 0, Vec::new());
    for (check, outcome, time) in outcomes {
        let name = check.name;
        match outcome {
            Outcome::Passed => {
                passed += 1;
                println!("passed   {name:<14} {time:>8}");
            }
            Outcome::Failed => {
                failed += 1;
                println!("FAILED   {name:<14} {time:>8}");
            }
            Outcome::NotRun(reason) => {
                not_run.push(name);
                println!("NOT RUN  {name:<14} {reason}");
            }
        }
    }
    if selection.no_browser {
        println!("left out {BROWSER:<14} as asked with --no-browser");
    }
    if !not_run.is_empty() {
        println!(
            "Not all is checked. These did not run: {}.",
            not_run.join(", ")
        );
    }
    println!(
        "{passed} passed, {failed} failed, {} skipped",
        not_run.len()
    );
    if failed == 0 && not_run.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

impl Selection {
    /// Whether a check is to run.
    fn includes(&self, check: &Check) -> bool {
        let asked = self.only.is_empty() || self.only.contains(&check.name);
        asked && !(self.no_browser && check.name == BROWSER)
    }
}

impl Check {
    /// Runs it.
    fn run(&self, places: &Places) -> Result<()> {
        let mut command = setup::with_tools("cargo", places)?;
        match self.action {
            Action::Cargo(arguments) => announce_and_run(command.args(arguments)),
            Action::Document(arguments) => {
                announce_and_run(command.args(arguments).env("RUSTDOCFLAGS", "-D warnings"))
            }
            Action::Build => page::build(places),
            Action::Size => size::check(places),
            Action::Browser => {
                page::built(places)?;
                let tools = Tools::of(places)?;
                command
                    .args(["test", "-p", "browser-tests"])
                    .env("DMARC_DIST", places.dist())
                    .env("DMARC_TOOLS", &places.cache)
                    .env("AXE_JS", tools.axe_core.path(places))
                    .env("GECKODRIVER", tools.geckodriver.path(places));
                announce_and_run(&mut command)
            }
        }
    }
}

/// Prints a command and runs it.
fn announce_and_run(command: &mut Command) -> Result<()> {
    println!("$ {}", line(command));
    run_command(command)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The names of the checks that a selection runs.
    fn names(selection: &Selection) -> Vec<&'static str> {
        CHECKS
            .iter()
            .filter(|check| selection.includes(check))
            .map(|check| check.name)
            .collect()
    }

    #[test]
    fn all_checks_run_unless_some_are_named_or_left_out() {
        let all = names(&Selection::default());
        assert_eq!(all.len(), CHECKS.len());
        let quick = names(&Selection {
            no_browser: true,
            ..Selection::default()
        });
        assert_eq!(quick.len(), all.len() - 1);
        assert!(!quick.contains(&BROWSER));
        let only = Selection {
            only: vec!["size", "fmt"],
            no_browser: false,
        };
        assert_eq!(names(&only), ["fmt", "size"]);
    }

    #[test]
    fn a_check_without_its_needs_does_not_run_and_says_why() {
        let lacks = [Lack {
            need: Need::Packages,
            reason: "chromium is missing".to_owned(),
        }];
        let reasons = CHECKS
            .iter()
            .filter_map(|check| reason_not_to_run(check, &lacks, &[]));
        assert_eq!(reasons.collect::<Vec<_>>(), ["chromium is missing"]);
    }

    #[test]
    fn an_old_page_is_not_judged_when_the_new_one_cannot_be_built() {
        let check = |name| CHECKS.iter().find(|check| check.name == name);
        let (Some(build), Some(size), Some(fmt)) = (check("build"), check("size"), check("fmt"))
        else {
            unreachable!("the checks have these names");
        };
        let outcomes = [(build, Outcome::NotRun("no Trunk".to_owned()), String::new())];
        assert!(reason_not_to_run(size, &[], &outcomes).is_some());
        assert!(reason_not_to_run(fmt, &[], &outcomes).is_none());
    }
}
