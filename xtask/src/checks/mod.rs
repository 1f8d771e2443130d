//! `cargo xtask test`: runs the checks in order and reports their times.

mod deny;
mod list;

use std::process::ExitCode;
use std::time::Instant;

use crate::command::Result;
use crate::places::Places;
use crate::setup::{self, Lack, Need, seconds};
pub(crate) use list::named;
use list::{Action, BROWSER, CHECKS, Check};

#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Selection {
    /// The names of the requested checks; empty for all.
    pub(crate) only: Vec<&'static str>,
    /// Whether to skip the browser tests.
    pub(crate) no_browser: bool,
}

/// The outcome of a check.
enum Outcome {
    /// The check ran and passed.
    Passed,
    /// The check ran and failed.
    Failed,
    /// The check did not run; holds the reason.
    NotRun(String),
}

/// Installs what is needed and runs the selected checks. The exit code is success only if all of them passed.
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
    Ok(summarize(&outcomes, &lacks, selection))
}

/// Why a check can't run; `None` if it can.
fn reason_not_to_run(
    check: &Check,
    lacks: &[Lack],
    outcomes: &[(&Check, Outcome, String)],
) -> Option<String> {
    let lack = lacks.iter().find(|lack| check.needs.contains(&lack.need));
    // Testing a `dist/` from an earlier build would say nothing about this source.
    let unbuilt = outcomes.iter().any(|(earlier, outcome, _)| {
        matches!(
            (&earlier.action, outcome),
            (Action::Build, Outcome::NotRun(_))
        )
    });
    let wants_dist = matches!(
        check.action,
        Action::Size | Action::Module | Action::Browser
    );
    lack.map(|lack| format!("the set-up lacks {}", lack.name))
        .or_else(|| (wants_dist && unbuilt).then(|| "the page could not be built".to_owned()))
}

/// Prints the outcome of every check and returns the exit code.
fn summarize(
    outcomes: &[(&Check, Outcome, String)],
    lacks: &[Lack],
    selection: &Selection,
) -> ExitCode {
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
    for lack in lacks {
        // This is repeated because the setup's own messages have scrolled away.
        println!("{} could not be installed: {}", lack.name, lack.reason);
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
    /// Whether a check is selected.
    fn includes(&self, check: &Check) -> bool {
        let asked = self.only.is_empty() || self.only.contains(&check.name);
        asked && !(self.no_browser && check.name == BROWSER)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The names of the checks in a selection.
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
            name: "chromium".to_owned(),
            reason: String::new(),
        }];
        let reasons = CHECKS
            .iter()
            .filter_map(|check| reason_not_to_run(check, &lacks, &[]));
        assert_eq!(reasons.collect::<Vec<_>>(), ["the set-up lacks chromium"]);
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
