//! The steps of a setup: their names, costs and commands.

use std::path::PathBuf;
use std::process::Command;

use super::tools::has_binstall;
use super::{Need, Tools, has_rustup, packages};
use crate::command::{Failure, Result, answer, run_logged};
use crate::places::Places;

/// Rust's target for WebAssembly in a browser.
pub(crate) const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// The name and cost of a step, printed before it runs.
pub(super) struct Description {
    /// What the step installs.
    pub(super) name: String,
    /// The time on two cores and the size of downloads and files, both rounded up.
    pub(super) cost: String,
}

/// The name and cost of the step that meets `need`.
pub(super) fn describe(need: Need, tools: &Tools) -> Description {
    let (name, cost) = match need {
        Need::Rustfmt => ("rustfmt".into(), "seconds, 10 MB"),
        Need::Clippy => ("clippy".into(), "seconds, 20 MB"),
        Need::WasmTarget => (format!("Rust's {WASM_TARGET} target"), "seconds, 150 MB"),
        Need::Crates => (
            "the sources of the crates".into(),
            "up to a minute, downloads up to 150 MB",
        ),
        Need::Npm => (
            "what xtask/npm names: binaryen, esbuild, css-tree, typescript, axe-core".into(),
            "seconds, stores 150 MB",
        ),
        Need::WasmBindgen => (
            tools.wasm_bindgen.title(),
            "compiles about a minute, stores 80 MB",
        ),
        Need::Trunk => (tools.trunk.title(), "compiles 3 to 4 minutes, stores 90 MB"),
        Need::Geckodriver => (
            tools.geckodriver.title(),
            "compiles about a minute, stores 20 MB",
        ),
        Need::CargoDeny => (
            tools.cargo_deny.title(),
            "compiles 3 to 4 minutes, stores 30 MB",
        ),
        Need::CargoFuzz => (
            tools.cargo_fuzz.title(),
            "compiles about a minute, stores 30 MB",
        ),
        Need::Packages => (
            format!("Debian's packages {}", packages::missing().join(" ")),
            "about a minute, downloads up to 290 MB, takes up to 1 GB",
        ),
    };
    let is_fetched = cost.starts_with("compiles") && has_binstall();
    let cost = if is_fetched {
        format!("seconds if its makers have built it, else {cost}")
    } else {
        cost.to_owned()
    };
    Description { name, cost }
}

/// Runs the step that meets `need`.
pub(super) fn install(need: Need, places: &Places, tools: &Tools) -> Result<()> {
    match need {
        Need::Rustfmt => rustup(&["component", "add", "rustfmt"], places),
        Need::Clippy => rustup(&["component", "add", "clippy"], places),
        Need::WasmTarget => rustup(&["target", "add", WASM_TARGET], places),
        Need::Crates => run_logged(
            Command::new("cargo").arg("fetch").current_dir(&places.root),
            &log(places, "crates"),
        ),
        Need::Npm => tools.install_npm(places),
        Need::WasmBindgen => tools.wasm_bindgen.install(places),
        Need::Trunk => tools.trunk.install(places),
        Need::Geckodriver => tools.geckodriver.install(places),
        Need::CargoDeny => tools.cargo_deny.install(places),
        Need::CargoFuzz => tools.cargo_fuzz.install(places),
        Need::Packages => packages::install(&log(places, "packages")),
    }
}

/// Whether every crate in `Cargo.lock` can be built without a network.
pub(super) fn crates_are_here(places: &Places) -> bool {
    let mut command = Command::new("cargo");
    command
        .args(["fetch", "--offline", "--quiet"])
        .current_dir(&places.root);
    answer(&mut command).is_some()
}

/// Runs rustup, or explains what to do without it.
fn rustup(arguments: &[&str], places: &Places) -> Result<()> {
    if !has_rustup() {
        return Err(Failure::new(format!(
            "this Rust was not installed with rustup: take the part from where Rust came from, \
             or install rustup, which then does `rustup {}`",
            arguments.join(" ")
        )));
    }
    // Run in the project, so that a pinned toolchain is the one that gets it.
    let mut command = Command::new("rustup");
    run_logged(
        command.args(arguments).current_dir(&places.root),
        &log(places, "rustup"),
    )
}

/// The log file of a step.
fn log(places: &Places, name: &str) -> PathBuf {
    places.cache.join("logs").join(format!("{name}.log"))
}
