//! The table of checks: their names, requirements and actions.

use std::process::Command;

use crate::command::{Failure, Result, line, run as run_command};
use crate::places::Places;
use crate::setup::{self, Need, Tools};
use crate::{pack, page, size};

use super::deny;

pub(super) struct Check {
    /// The name for `--only`.
    pub(super) name: &'static str,
    /// What it means if the check passes.
    pub(super) meaning: &'static str,
    /// What the check needs to run.
    pub(super) needs: &'static [Need],
    pub(super) action: Action,
}

pub(super) enum Action {
    /// Run cargo with these arguments.
    Cargo(&'static [&'static str]),
    /// Run cargo with these arguments to build documentation, with warnings as errors.
    Document(&'static [&'static str]),
    /// Check the crates against `deny.toml`.
    Deny,
    /// Lint the fuzz targets, which are a separate workspace.
    Fuzz,
    /// Build `dist/`.
    Build,
    /// Compare the download sizes with their bounds.
    Size,
    /// Run the tests of the JS module in `dist/`.
    Module,
    /// Run the browser tests on `dist/`.
    Browser,
}

/// The name of the check that `--no-browser` skips.
pub(super) const BROWSER: &str = "browser";

/// All checks, fast ones first. They share few feature combinations, so that repeated runs compile little.
pub(super) const CHECKS: &[Check] = &[
    Check {
        name: "fmt",
        meaning: "the code is formatted",
        needs: &[Need::Rustfmt],
        action: Action::Cargo(&["fmt", "--all", "--check"]),
    },
    Check {
        name: "deny",
        meaning: "the crates have licenses and sources that are allowed, and no advisory names one",
        needs: &[Need::Crates, Need::CargoDeny],
        action: Action::Deny,
    },
    Check {
        name: "clippy",
        meaning: "no lint warns, in no package and no test",
        needs: &[Need::Clippy],
        // With the feature `ssr`, the view tests are linted too.
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
        meaning: "the engine builds by itself and no lint warns",
        needs: &[Need::Clippy],
        action: Action::Cargo(&[
            "clippy",
            "-p",
            "dmarc-engine",
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
        name: "clippy-fuzz",
        meaning: "the fuzz targets build and no lint warns",
        needs: &[Need::Clippy],
        action: Action::Fuzz,
    },
    Check {
        name: "doc",
        meaning: "the documentation builds without a warning",
        needs: &[],
        action: Action::Document(&[
            "doc",
            "--no-deps",
            "-p",
            "dmarc-engine",
            "-p",
            "dmarc-checker",
        ]),
    },
    Check {
        name: "test-engine",
        meaning: "the engine's tests pass",
        needs: &[],
        action: Action::Cargo(&["test", "-p", "dmarc-engine"]),
    },
    Check {
        name: "test-views",
        meaning: "the unit tests of the page pass, and the views render what they should",
        needs: &[],
        action: Action::Cargo(&["test", "-p", "dmarc-checker", "--features", "ssr"]),
    },
    Check {
        name: "test-xtask",
        meaning: "the tests of cargo xtask, and of what divides the Wasm, pass",
        // One of these tests compiles and divides a program.
        needs: &[Need::WasmTarget],
        action: Action::Cargo(&["test", "-p", "xtask", "-p", "split"]),
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
        // Trunk is not needed: this measures the existing folder, which `build` creates.
        needs: &[],
        action: Action::Size,
    },
    Check {
        name: "module",
        meaning: "the JS module installs, works in Node and has the types it says",
        needs: &[Need::Npm],
        action: Action::Module,
    },
    Check {
        name: BROWSER,
        meaning: "the built page, and the widget on other pages, work in real browsers",
        needs: &[Need::Npm, Need::Geckodriver, Need::Packages],
        action: Action::Browser,
    },
];

impl Check {
    pub(super) fn run(&self, places: &Places) -> Result<()> {
        let mut command = setup::with_tools("cargo", places)?;
        match self.action {
            Action::Cargo(arguments) => announce_and_run(command.args(arguments)),
            Action::Document(arguments) => {
                announce_and_run(command.args(arguments).env("RUSTDOCFLAGS", "-D warnings"))
            }
            Action::Deny => deny::deny(places),
            Action::Fuzz => {
                command
                    .args(["clippy", "--manifest-path", "fuzz/Cargo.toml"])
                    .args(["--all-targets", "--", "-D", "warnings"])
                    // Nothing is linked. Naming a library keeps libFuzzer from being compiled, which requires a C++
                    // compiler.
                    .env("CUSTOM_LIBFUZZER_PATH", "./none.a");
                announce_and_run(&mut command)
            }
            Action::Build => page::build(places),
            Action::Size => size::check(places),
            Action::Module => {
                let tools = Tools::of(places)?;
                command
                    .args(["test", "-p", "module-tests"])
                    .env("DMARC_PACKAGE", pack::package(places)?)
                    .env("TSC", tools.typescript.path(places));
                announce_and_run(&mut command)
            }
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

/// Returns the name of a check in [`CHECKS`].
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

/// Prints a command and runs it.
fn announce_and_run(command: &mut Command) -> Result<()> {
    println!("$ {}", line(command));
    run_command(command)
}
