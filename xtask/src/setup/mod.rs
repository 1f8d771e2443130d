//! The setup: determines what a command needs and what is missing, and installs it.
//!
//! Every requirement is checked by the presence of a file, so a complete machine passes within a fraction of a second.
//! Tools with a pinned version go into the project's own cache, regardless of what the user has installed. Two projects
//! never conflict over a version, and a second clone reuses the first one's tools.

mod packages;
mod step;
mod tools;
mod ways;

use std::fs::{self, File};
use std::path::PathBuf;
use std::process::Command;
use std::time::Instant;

use crate::command::{Failure, Result, answer};
use crate::places::Places;
pub(crate) use step::WASM_TARGET;
pub(crate) use tools::Tools;

/// Something that a command or check requires, in the order of installation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Need {
    /// `cargo fmt`.
    Rustfmt,
    /// `cargo clippy`.
    Clippy,
    /// Rust's standard library for WebAssembly.
    WasmTarget,
    /// The sources of the crates in `Cargo.lock`: Trunk builds offline.
    Crates,
    /// The npm packages: `wasm-opt`, `esbuild`, `css-tree`, `tsc`, and the accessibility checks that the browser tests
    /// run in the page.
    Npm,
    WasmBindgen,
    Trunk,
    /// The driver for Firefox, which Debian does not package.
    Geckodriver,
    /// Browsers and name servers, as Debian packages.
    Packages,
    /// `cargo deny`, which checks the crates we use.
    CargoDeny,
    /// `cargo fuzz`, which none of the checks needs.
    CargoFuzz,
}

impl Need {
    /// What building the page requires.
    pub(crate) const PAGE: &[Self] = &[
        Self::WasmTarget,
        Self::Crates,
        Self::Npm,
        Self::WasmBindgen,
        Self::Trunk,
    ];
    /// What all checks together require.
    pub(crate) const ALL: &[Self] = &[
        Self::Rustfmt,
        Self::Clippy,
        Self::WasmTarget,
        Self::Crates,
        Self::Npm,
        Self::WasmBindgen,
        Self::Trunk,
        Self::Geckodriver,
        Self::Packages,
        Self::CargoDeny,
    ];
}

/// Something that is still missing after the setup, and why.
#[derive(Debug)]
pub(crate) struct Lack {
    pub(crate) need: Need,
    pub(crate) name: String,
    /// Why it is missing and how to get it, for a person to read.
    pub(crate) reason: String,
}

/// Installs what is missing among `needs`, and returns what could not be installed.
pub(crate) fn set_up(places: &Places, needs: &[Need]) -> Result<Vec<Lack>> {
    let tools = Tools::of(places)?;
    if missing(needs, &|need| is_present(need, places, &tools)).is_empty() {
        return Ok(Vec::new());
    }
    let _only_one = lock(places)?;
    // Check again, since another run may have installed it while this one waited for the lock.
    let missing = missing(needs, &|need| is_present(need, places, &tools));
    let mut lacks = Vec::new();
    for (index, &need) in missing.iter().enumerate() {
        let step = step::describe(need, &tools);
        println!(
            "set-up {}/{}: {} ({})",
            index + 1,
            missing.len(),
            step.name,
            step.cost
        );
        let start = Instant::now();
        match step::install(need, places, &tools) {
            Ok(()) => println!("    done in {}", seconds(start)),
            Err(failure) => {
                let reason = failure.to_string();
                eprintln!("    NOT installed: {}", reason.replace('\n', "\n    "));
                lacks.push(Lack {
                    need,
                    name: step.name,
                    reason,
                });
            }
        }
    }
    if !lacks.is_empty() {
        eprintln!(
            "set-up: {} of {} steps failed; what is installed stays in {}.\n\
             Once the cause is gone (often it is the network), the same command goes on from there.",
            lacks.len(),
            missing.len(),
            places.cache.display(),
        );
    }
    Ok(lacks)
}

/// Like [`set_up`], but fails unless all of `needs` are present.
pub(crate) fn require(places: &Places, needs: &[Need]) -> Result<()> {
    match set_up(places, needs)?.first() {
        None => Ok(()),
        Some(lack) => Err(Failure::new(format!("The set-up lacks {}.", lack.name))),
    }
}

/// A command whose PATH has our tools first, and the servers in Debian's `sbin`.
pub(crate) fn with_tools(program: &str, places: &Places) -> Result<Command> {
    let ours = Tools::of(places)?.program_folders(places);
    let theirs = std::env::var_os("PATH").unwrap_or_default();
    let servers = ["/usr/local/sbin", "/usr/sbin", "/sbin"].map(PathBuf::from);
    let path = ours
        .into_iter()
        .chain(std::env::split_paths(&theirs))
        .chain(servers);
    let path = std::env::join_paths(path)
        .map_err(|error| Failure::new(format!("the tool cache's path is unusable: {error}")))?;
    let program = Tools::of(places)?.program(program, places);
    let mut command = Command::new(program);
    command.current_dir(&places.root).env("PATH", path);
    Ok(command)
}

/// The missing ones among `needs`, without duplicates, in the order of installation.
fn missing(needs: &[Need], is_present: &dyn Fn(Need) -> bool) -> Vec<Need> {
    let mut missing: Vec<Need> = needs
        .iter()
        .copied()
        .filter(|&need| !is_present(need))
        .collect();
    missing.sort_unstable();
    missing.dedup();
    missing
}

/// Whether a requirement is met, using the fastest check available.
fn is_present(need: Need, places: &Places, tools: &Tools) -> bool {
    match need {
        Need::Rustfmt => program_exists("cargo-fmt", places),
        Need::Clippy => program_exists("cargo-clippy", places),
        Need::WasmTarget => places
            .sysroot
            .join("lib/rustlib")
            .join(WASM_TARGET)
            .join("lib")
            .is_dir(),
        Need::Crates => step::crates_are_here(places),
        Need::Packages => packages::missing().is_empty(),
        Need::Npm => tools.has_npm(places),
        Need::WasmBindgen => tools.wasm_bindgen.is_installed(places),
        Need::Trunk => tools.trunk.is_installed(places),
        Need::Geckodriver => tools.geckodriver.is_installed(places),
        Need::CargoDeny => tools.cargo_deny.is_installed(places),
        Need::CargoFuzz => tools.cargo_fuzz.is_installed(places),
    }
}

/// Whether a cargo program is present: in the toolchain, or from a distribution without rustup.
fn program_exists(program: &str, places: &Places) -> bool {
    let in_toolchain = places.sysroot.join("bin").join(program).is_file();
    // With rustup, the program on PATH is a proxy that exists even without the component.
    in_toolchain || (!has_rustup() && packages::find_program(program).is_some())
}

/// Whether rustup manages the toolchain.
fn has_rustup() -> bool {
    answer(Command::new("rustup").arg("--version")).is_some()
}

/// Makes other setups wait until this one is finished. The lock ends with the process.
fn lock(places: &Places) -> Result<File> {
    let problem = |error: std::io::Error| {
        Failure::new(format!(
            "The tool cache {}: {error}",
            places.cache.display()
        ))
    };
    fs::create_dir_all(&places.cache).map_err(problem)?;
    let file = File::create(places.cache.join(".lock")).map_err(problem)?;
    if file.try_lock().is_err() {
        println!("set-up: waiting for another run that is installing");
        file.lock().map_err(problem)?;
    }
    Ok(file)
}

/// The time since `start`, for a person to read.
pub(crate) fn seconds(start: Instant) -> String {
    format!("{:.1} s", start.elapsed().as_secs_f32())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_absent_is_missing_once_and_in_order() {
        let needs = [Need::Trunk, Need::WasmTarget, Need::Clippy, Need::Trunk];
        let found = missing(&needs, &|need| need == Need::Clippy);
        assert_eq!(found, [Need::WasmTarget, Need::Trunk]);
        assert_eq!(missing(&needs, &|_| true), []);
    }

    #[test]
    fn the_page_needs_no_browser() {
        assert!(!Need::PAGE.contains(&Need::Packages));
        assert!(Need::PAGE.iter().all(|need| Need::ALL.contains(need)));
    }
}
